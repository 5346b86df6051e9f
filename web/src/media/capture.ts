export type LocalKind = 'camera' | 'microphone'
export type Facing = 'user' | 'environment'

interface Wishes {
  width?: number
  height?: number
  frameRate?: number
  facing: Facing
  /** As chosen; null: whichever the browser gives. */
  devices: Record<LocalKind, string | null>
}

/** Asks the browser for camera and microphone, the chosen ones if they are there today. */
export async function capture(kinds: readonly LocalKind[], wishes: Wishes): Promise<MediaStream> {
  const { width = 1280, height = 720, frameRate = 24, facing, devices } = wishes
  const exactly = (id: string | null) => (id ? { deviceId: { exact: id } } : {})
  const video: MediaTrackConstraints = {
    width: { ideal: width },
    height: { ideal: height },
    frameRate: { ideal: frameRate },
    ...(devices.camera ? exactly(devices.camera) : { facingMode: { ideal: facing } }),
  }
  const audio: MediaTrackConstraints = {
    echoCancellation: true,
    noiseSuppression: true,
    autoGainControl: true,
    ...exactly(devices.microphone),
  }
  try {
    return await navigator.mediaDevices.getUserMedia({
      video: kinds.includes('camera') && video,
      audio: kinds.includes('microphone') && audio,
    })
  } catch (error) {
    const gone = (error as { name?: unknown } | null)?.name === 'OverconstrainedError'
    if (!gone || !kinds.some((kind) => devices[kind])) throw error
    return capture(kinds, { ...wishes, devices: { camera: null, microphone: null } })
  }
}
