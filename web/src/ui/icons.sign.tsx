/* 24 box, 1.5 px stroke, round ends, current colour. */
export const signIcons = {
  check: (
    <>
      <path d="m5 12.5 4.5 4.5L19 7.5" />
    </>
  ),
  done: (
    <>
      <circle cx="12" cy="12" r="8.75" />
      <path d="m8 12.3 2.8 2.8L16 9.7" />
    </>
  ),
  close: (
    <>
      <path d="m6 6 12 12M18 6 6 18" />
    </>
  ),
  refused: (
    <>
      <circle cx="12" cy="12" r="8.75" />
      <path d="m9 9 6 6M15 9l-6 6" />
    </>
  ),
  alert: (
    <>
      <path d="M12 4 2.8 19.5h18.4zM12 10v4.5" />
      <circle cx="12" cy="16.9" r=".6" fill="currentColor" />
    </>
  ),
  info: (
    <>
      <circle cx="12" cy="12" r="8.75" />
      <path d="M12 11v5" />
      <circle cx="12" cy="8" r=".6" fill="currentColor" />
    </>
  ),
  clock: (
    <>
      <circle cx="12" cy="12" r="8.75" />
      <path d="M12 7v5l3.5 2" />
    </>
  ),
  help: (
    <>
      <circle cx="12" cy="12" r="8.75" />
      <path d="M9.5 9.5a2.5 2.5 0 1 1 3.6 2.3c-.7.3-1.1.8-1.1 1.7" />
      <circle cx="12" cy="16.5" r=".6" fill="currentColor" />
    </>
  ),
  hand: (
    <>
      <path d="M7.5 12.5V6.2a1.4 1.4 0 0 1 2.8 0V11V4.7a1.4 1.4 0 0 1 2.8 0V11V5.7a1.4 1.4 0 0 1 2.8 0v6.8V9.2a1.4 1.4 0 0 1 2.8 0V14a6.5 6.5 0 0 1-6.5 6.5c-2.5 0-4-1-5.2-3L4.5 13.6c-.6-1 .8-2.2 1.8-1.2z" />
    </>
  ),
  bell: (
    <>
      <path d="M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 20.5h4M12 3v2" />
    </>
  ),
  flag: (
    <>
      <path d="M5.5 21V4M5.5 5h11l-2 3.75 2 3.75h-11" />
    </>
  ),
  shield: (
    <>
      <path d="M12 3 5 5.5V11c0 4.7 2.8 8 7 10 4.2-2 7-5.3 7-10V5.5zM9 12l2.2 2.2L15.3 10" />
    </>
  ),
  lock: (
    <>
      <rect x="5" y="10.5" width="14" height="10" rx="2" />
      <path d="M8 10.5V8a4 4 0 0 1 8 0v2.5M12 14.5v2" />
    </>
  ),
  eye: (
    <>
      <path d="M2.5 12C5 7.7 8.3 5.8 12 5.8s7 1.9 9.5 6.2c-2.5 4.3-5.8 6.2-9.5 6.2S5 16.3 2.5 12z" />
      <circle cx="12" cy="12" r="2.8" />
    </>
  ),
  leave: (
    <>
      <path d="M14 4.5H6.5a1 1 0 0 0-1 1v13a1 1 0 0 0 1 1H14M10.5 12H20M16.5 8.5 20 12l-3.5 3.5" />
    </>
  ),
  play: (
    <>
      <path d="M8 5.5v13l10.5-6.5z" />
    </>
  ),
  pause: (
    <>
      <path d="M8.5 5.5v13M15.5 5.5v13" />
    </>
  ),
  plus: (
    <>
      <path d="M12 5v14M5 12h14" />
    </>
  ),
}
