/* 24 box, 1.5 px stroke, round ends, current colour. */
export const deviceIcons = {
  mic: (
    <>
      <rect x="9" y="3" width="6" height="11" rx="3" />
      <path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3M9 21h6" />
    </>
  ),
  micOff: (
    <>
      <path d="M15 10V6a3 3 0 0 0-5.6-1.5M9 9v2a3 3 0 0 0 4.5 2.6M5.5 11.5a6.5 6.5 0 0 0 10.2 5.3M18.5 11.5c0 .9-.2 1.7-.5 2.5M12 18v3M9 21h6M4 4l16 16" />
    </>
  ),
  camera: (
    <>
      <rect x="3" y="6.5" width="12.5" height="11" rx="2" />
      <path d="M15.5 10.5 21 7.5v9l-5.5-3" />
    </>
  ),
  cameraOff: (
    <>
      <path d="M10 6.5h3.5a2 2 0 0 1 2 2v2L21 7.5v9l-3-1.6M15.5 15.5a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2M4 4l16 16" />
    </>
  ),
  speaker: (
    <>
      <path d="M4 9.5h3.5L12 5.5v13l-4.5-4H4zM15.5 9a4.2 4.2 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11" />
    </>
  ),
  wifi: (
    <>
      <path d="M3.5 9.5a12.5 12.5 0 0 1 17 0M6.5 13a8 8 0 0 1 11 0M9.5 16.3a3.7 3.7 0 0 1 5 0" />
      <circle cx="12" cy="19.3" r=".6" fill="currentColor" />
    </>
  ),
  wifiOff: (
    <>
      <path d="M3.5 9.5A12.5 12.5 0 0 1 8 6.9M12.5 6.3a12.5 12.5 0 0 1 8 3.2M6.5 13a8 8 0 0 1 4-2.1M14.5 11.3a8 8 0 0 1 3 1.7M9.5 16.3a3.7 3.7 0 0 1 5 0M4 4l16 16" />
    </>
  ),
  phone: (
    <>
      <rect x="7" y="2.5" width="10" height="19" rx="2.5" />
      <path d="M11 18.5h2" />
    </>
  ),
  laptop: (
    <>
      <rect x="4.5" y="5" width="15" height="10.5" rx="1.5" />
      <path d="M2.5 19h19" />
    </>
  ),
  battery: (
    <>
      <rect x="2.5" y="7.5" width="16" height="9" rx="2" />
      <path d="M21.5 10.5v3M5.5 10.5v3M8.5 10.5v3M11.5 10.5v3" />
    </>
  ),
  batteryLow: (
    <>
      <rect x="2.5" y="7.5" width="16" height="9" rx="2" />
      <path d="M21.5 10.5v3M5.5 10.5v3" />
    </>
  ),
  share: (
    <>
      <rect x="3" y="4.5" width="18" height="12" rx="1.5" />
      <path d="M12 13.5v-6M9.3 9.8 12 7.2l2.7 2.6M8.5 20h7" />
    </>
  ),
  rotate: (
    <>
      <path d="M4.5 9.5h11a4.5 4.5 0 0 1 0 9H9M8 6 4.5 9.5 8 13" />
    </>
  ),
}
