import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'

/** Anything that can be read and watched, as the media models can. */
export interface LevelSource {
  subscribe(listener: () => void): () => void
  getSnapshot(): number
}

const NEVER = () => () => undefined

/** Loudness 0…1. Hidden from screen readers: the word beside it says the same. */
export function LevelMeter({ level, segments = 20 }: { level: number | LevelSource; segments?: number }) {
  const source = typeof level === 'number' ? null : level
  const value = useSyncExternalStore(
    source?.subscribe ?? NEVER,
    source?.getSnapshot ?? (() => level as number),
  )
  const lit = Math.round(Math.min(1, Math.max(0, value)) * segments)
  return (
    <span className="kc-meter" aria-hidden="true" data-level={lit}>
      {Array.from({ length: segments }, (_, index) => (
        <i key={index} className={index >= lit ? '' : index >= segments - 3 ? 'high' : 'on'} />
      ))}
    </span>
  )
}

export type NetLevel = 0 | 1 | 2 | 3 | 4
const WORDS = ['lost', 'poor', 'fair', 'good', 'good'] as const

/** Bars never stand alone: the word is beside them, or as title and for screen readers. */
export function NetBars({ level, word = true }: { level: NetLevel | null; word?: boolean }) {
  const { t } = useTranslation()
  const text = level === null ? t('network.unknown') : t(`network.${WORDS[level]}`)
  return (
    <span className="row" style={{ gap: 6 }} title={text}>
      <span className={`kc-bars b${level ?? 0}`} aria-hidden="true">
        <i />
        <i />
        <i />
        <i />
      </span>
      <span className={word ? '' : 'visually-hidden'}>{text}</span>
    </span>
  )
}

export function Progress({ value, total, label }: { value: number; total: number; label: string }) {
  const share = total > 0 ? Math.min(100, (value / total) * 100) : 0
  return (
    <div
      className="kc-progress"
      role="progressbar"
      aria-label={label}
      aria-valuenow={value}
      aria-valuemin={0}
      aria-valuemax={total}
    >
      <i style={{ width: `${share}%` }} />
    </div>
  )
}
