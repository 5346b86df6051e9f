/** A black picture of no device: what is sent while the camera is switched off and its lamp is out. */
export function darkTrack(): MediaStreamTrack | null {
  const canvas = document.createElement('canvas')
  canvas.width = 640
  canvas.height = 360
  // Safari captures only a canvas that somebody has drawn on.
  canvas.getContext('2d')?.fillRect(0, 0, canvas.width, canvas.height)
  const track = canvas.captureStream(0).getVideoTracks()[0] ?? null
  if (track) track.enabled = false
  return track
}
