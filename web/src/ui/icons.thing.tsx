/* 24 box, 1.5 px stroke, round ends, current colour. */
export const thingIcons = {
  message: (
    <>
      <path d="M4 5.5h16a.5.5 0 0 1 .5.5v10.5a.5.5 0 0 1-.5.5h-8.5L7 20.5V17H4a.5.5 0 0 1-.5-.5V6a.5.5 0 0 1 .5-.5z" />
    </>
  ),
  document: (
    <>
      <path d="M6.5 3h7.5l4.5 4.5V20a1 1 0 0 1-1 1h-11a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zM14 3v4.5h4.5M8.5 12h7M8.5 15.5h7" />
    </>
  ),
  user: (
    <>
      <circle cx="12" cy="8" r="3.75" />
      <path d="M4.5 20.5c.5-4 3.5-6.3 7.5-6.3s7 2.3 7.5 6.3" />
    </>
  ),
  users: (
    <>
      <circle cx="9" cy="8.5" r="3.25" />
      <path d="M2.5 19.5c.4-3.5 3-5.5 6.5-5.5s6.1 2 6.5 5.5M15.5 5.5a3.25 3.25 0 0 1 0 6.2M17.5 14.3c2.3.6 3.7 2.4 4 5.2" />
    </>
  ),
  idCard: (
    <>
      <rect x="3" y="5" width="18" height="14" rx="2" />
      <circle cx="8.5" cy="10.8" r="1.9" />
      <path d="M5.7 15.8c.3-1.6 1.4-2.4 2.8-2.4s2.5.8 2.8 2.4M14 10h4M14 13.5h4" />
    </>
  ),
  pen: (
    <>
      <path d="m4.5 19.5 1-4.5L16 4.5l3.5 3.5L9 18.5zM13.5 7l3.5 3.5" />
    </>
  ),
  right: (
    <>
      <path d="m9 5.5 6.5 6.5L9 18.5" />
    </>
  ),
  left: (
    <>
      <path d="M15 5.5 8.5 12l6.5 6.5" />
    </>
  ),
  chevron: (
    <>
      <path d="m6 9.5 6 6 6-6" />
    </>
  ),
  search: (
    <>
      <circle cx="10.5" cy="10.5" r="6" />
      <path d="m15 15 5 5" />
    </>
  ),
  list: (
    <>
      <path d="M8.5 6.5h12M8.5 12h12M8.5 17.5h12" />
      <circle cx="4.5" cy="6.5" r=".7" fill="currentColor" />
      <circle cx="4.5" cy="12" r=".7" fill="currentColor" />
      <circle cx="4.5" cy="17.5" r=".7" fill="currentColor" />
    </>
  ),
  grid: (
    <>
      <rect x="4" y="4" width="6.5" height="6.5" rx="1" />
      <rect x="13.5" y="4" width="6.5" height="6.5" rx="1" />
      <rect x="4" y="13.5" width="6.5" height="6.5" rx="1" />
      <rect x="13.5" y="13.5" width="6.5" height="6.5" rx="1" />
    </>
  ),
  more: (
    <>
      <circle cx="5.5" cy="12" r=".9" fill="currentColor" />
      <circle cx="12" cy="12" r=".9" fill="currentColor" />
      <circle cx="18.5" cy="12" r=".9" fill="currentColor" />
    </>
  ),
  retry: (
    <>
      <path d="M19.5 5v4.5H15M19.2 9.3A8 8 0 1 0 20 13" />
    </>
  ),
  home: (
    <>
      <path d="m3.5 11.5 8.5-7.5 8.5 7.5M6 9.5V20h12V9.5M10 20v-5.5h4V20" />
    </>
  ),
  calendar: (
    <>
      <rect x="4" y="5" width="16" height="15.5" rx="2" />
      <path d="M4 10h16M8.5 3v4M15.5 3v4" />
    </>
  ),
  copy: (
    <>
      <rect x="8.5" y="8.5" width="11.5" height="11.5" rx="2" />
      <path d="M5.5 15.5H5a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1h9.5a1 1 0 0 1 1 1v.5" />
    </>
  ),
  seat: (
    <>
      <path d="M3 13.5h18M5 13.5V20M19 13.5V20M8 13.5V6.5h8v7" />
    </>
  ),
  megaphone: (
    <>
      <path d="M4 10v4.5h3L16.5 19V5.5L7 10zM19.5 10v4.5M8 14.5l1 5h2.5l-1-4" />
    </>
  ),
  box: (
    <>
      <path d="M4 8.5h16V20H4zM3 4.5h18v4H3zM9.5 12.5h5" />
    </>
  ),
  gear: (
    <>
      <circle cx="12" cy="12" r="3" />
      <path d="M12 3.5v3M12 17.5v3M3.5 12h3M17.5 12h3M6 6l2.1 2.1M15.9 15.9 18 18M18 6l-2.1 2.1M8.1 15.9 6 18" />
    </>
  ),
  chart: (
    <>
      <path d="M4 20h16.5M7 16.5v-5M12 16.5v-10M17 16.5v-7" />
    </>
  ),
  zoom: (
    <>
      <circle cx="10.5" cy="10.5" r="6" />
      <path d="m15 15 5 5M8 10.5h5M10.5 8v5" />
    </>
  ),
  link: (
    <>
      <path d="M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.7l1-1" />
    </>
  ),
  download: (
    <>
      <path d="M12 4.5v11M7.5 11.5 12 16l4.5-4.5M4.5 16v3a.5.5 0 0 0 .5.5h14a.5.5 0 0 0 .5-.5v-3" />
    </>
  ),
  upload: (
    <>
      <path d="M12 16V5M7.5 9 12 4.5 16.5 9M4.5 16v3a.5.5 0 0 0 .5.5h14a.5.5 0 0 0 .5-.5v-3" />
    </>
  ),
  drag: (
    <>
      <path d="M5 9h14M5 15h14" />
    </>
  ),
  book: (
    <>
      <path d="M12 6.5C10 5 7.5 4.5 4 4.5v13.5c3.5 0 6 .5 8 2 2-1.5 4.5-2 8-2V4.5c-3.5 0-6 .5-8 2zM12 6.5V20" />
    </>
  ),
}
