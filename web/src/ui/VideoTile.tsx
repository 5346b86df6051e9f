import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { serverClock } from '@/api/clock'
import { formatClock, formatTimeSeconds } from './format'
import { Icon, type IconName } from './Icon'
import { useElapsedSince } from './server_now'

/** `since` and `lastFrameAt` are moments of this machine's own clock, as the media models give them. */
export type TileState =
  | { kind: 'live' }
  | { kind: 'connecting' }
  | { kind: 'camera_off' }
  | { kind: 'not_connected' }
  | { kind: 'share_stopped' }
  | { kind: 'interrupted'; since: number }
  /** Not visible by rule; the words say which. */
  | { kind: 'hidden'; word?: string }

export interface VideoTileProps {
  /** Whose picture: `data-testid="tile-<role>"`. */
  role: string
  state: TileState
  track?: MediaStreamTrack | null
  name: string
  /** Second word on the plate: 主考官, 第二机位, 电量 81 %. */
  note?: ReactNode
  icon?: IconName
  mirrored?: boolean
  speaking?: boolean
  /** A share is shown whole, a person fills the frame. */
  fit?: 'cover' | 'contain'
  shape?: 'wide' | 'fill' | 'portrait'
  big?: boolean
  plate?: 'bottom' | 'top' | 'none'
  /** A line under the state's words: whose turn it is. */
  hint?: ReactNode
  children?: ReactNode
}

const SIGNS: Record<Exclude<TileState['kind'], 'live'>, IconName> = {
  connecting: 'clock',
  camera_off: 'cameraOff',
  not_connected: 'wifiOff',
  share_stopped: 'share',
  interrupted: 'wifiOff',
  hidden: 'users',
}

function keepLastFrame(video: HTMLVideoElement, canvas: HTMLCanvasElement): boolean {
  if (video.videoWidth === 0) return false
  canvas.width = Math.min(640, video.videoWidth)
  canvas.height = Math.round((canvas.width * video.videoHeight) / video.videoWidth)
  canvas.getContext('2d')?.drawImage(video, 0, 0, canvas.width, canvas.height)
  return true
}

/** A live picture, or in words why there is none. Never a frozen frame without a sign. */
export function VideoTile({
  role,
  state,
  track = null,
  name,
  note,
  icon,
  mirrored,
  speaking,
  fit = 'cover',
  shape = 'wide',
  big,
  plate = 'bottom',
  hint,
  children,
}: VideoTileProps) {
  const { t } = useTranslation()
  const video = useRef<HTMLVideoElement>(null)
  const last = useRef<HTMLCanvasElement>(null)
  const [lastKept, setLastKept] = useState(false)
  const lost = state.kind === 'interrupted'
  const since = lost ? state.since : null
  const clock = formatClock(useElapsedSince(since))

  useEffect(() => {
    const element = video.current
    const canvas = last.current
    if (!element || !track) return
    element.srcObject = new MediaStream([track])
    void element.play?.()?.catch(() => undefined) // the browser plays muted pictures by itself sooner or later
    return () => {
      if (canvas && keepLastFrame(element, canvas)) setLastKept(true)
      element.srcObject = null
    }
  }, [track])

  useEffect(() => {
    if (lost && video.current && last.current && keepLastFrame(video.current, last.current)) setLastKept(true)
  }, [lost])

  const words: Record<TileState['kind'], string> = {
    live: t('tile.live'),
    connecting: t('tile.connecting'),
    camera_off: t('tile.camera_off'),
    not_connected: t('tile.not_connected'),
    share_stopped: t('tile.share_stopped'),
    interrupted: t('tile.interrupted', { clock }),
    hidden: state.kind === 'hidden' && state.word ? state.word : t('tile.hidden'),
  }
  // The clock is left out of the spoken label: it would be read out every second.
  const spokenState = lost ? t('tile.interrupted', { clock: '' }).trim() : words[state.kind]
  const spoken = [name, typeof note === 'string' ? note : '', spokenState, speaking ? t('tile.speaking') : '']
  const classes = [
    'kc-tile',
    shape,
    fit,
    mirrored && 'mirrored',
    speaking && 'speaking',
    big && 'big',
  ].filter(Boolean)

  return (
    <figure
      className={classes.join(' ')}
      data-testid={`tile-${role}`}
      data-state={state.kind}
      aria-label={spoken.filter(Boolean).join(t('comma'))}
    >
      <video ref={video} autoPlay playsInline muted hidden={state.kind !== 'live'} aria-hidden="true" />
      <canvas ref={last} className="kc-last" hidden={!lost || !lastKept} aria-hidden="true" />
      {state.kind !== 'live' && (
        <div className={`kc-nopic ${lost ? 'lost' : ''}`}>
          <Icon name={SIGNS[state.kind]} size={big ? 32 : 24} />
          <span className="word">{words[state.kind]}</span>
          {lost && lastKept && (
            <small>
              {t('tile.last_frame', { time: formatTimeSeconds(state.since + serverClock.offset) })}
            </small>
          )}
          {hint && <small>{hint}</small>}
        </div>
      )}
      {children}
      {plate !== 'none' && <NamePlate name={name} note={note} icon={icon} at={plate} />}
    </figure>
  )
}

export function NamePlate({
  name,
  note,
  icon,
  at = 'bottom',
}: {
  name: string
  note?: ReactNode
  icon?: IconName
  at?: 'bottom' | 'top'
}) {
  return (
    <figcaption className={`kc-plate ${at === 'top' ? 'top-right' : ''}`}>
      <span className="who">
        {icon && <Icon name={icon} size={14} />}
        <b>{name}</b>
      </span>
      {note !== undefined && note !== '' && <span className="role">{note}</span>}
    </figcaption>
  )
}
