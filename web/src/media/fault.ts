/** Why a camera or microphone did not open; each has its sentence in `common:media.fault.*`. */
export type MediaFault =
  'permission_denied' | 'not_found' | 'in_use' | 'lost' | 'unsupported' | 'insecure' | 'unknown'

const BY_NAME: Record<string, MediaFault> = {
  NotAllowedError: 'permission_denied',
  SecurityError: 'permission_denied',
  NotFoundError: 'not_found',
  DevicesNotFoundError: 'not_found',
  OverconstrainedError: 'not_found',
  NotReadableError: 'in_use',
  TrackStartError: 'in_use',
  AbortError: 'in_use',
}

export function faultOf(error: unknown): MediaFault {
  const name = typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : ''
  return BY_NAME[name] ?? 'unknown'
}

/** Before asking: can this page use devices at all? */
export function devicesMissing(): MediaFault | null {
  if (!window.isSecureContext) return 'insecure'
  if (!navigator.mediaDevices?.getUserMedia) return 'unsupported'
  return null
}
