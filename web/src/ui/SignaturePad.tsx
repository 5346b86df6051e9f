import { useEffect, useRef, useState, type PointerEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './Button'
import { TextField } from './Field'
import { isSignature, paintStrokes, strokesToPng, type Signature, type Stroke } from './signature'

/** Sign with mouse, touchpad, finger or pen; or type the name. Tells `null` while there is no signature. */
export function SignaturePad({
  title,
  note,
  onChange,
}: {
  title: ReactNode
  note?: ReactNode
  onChange: (signature: Signature | null) => void
}) {
  const { t } = useTranslation()
  const canvas = useRef<HTMLCanvasElement>(null)
  const strokes = useRef<Stroke[]>([])
  const startedAt = useRef(0)
  const [typing, setTyping] = useState(false)
  const [name, setName] = useState('')

  useEffect(() => {
    const element = canvas.current
    if (!element) return
    const fit = () => {
      const scale = window.devicePixelRatio || 1
      element.width = Math.max(1, Math.round(element.clientWidth * scale))
      element.height = Math.max(1, Math.round(element.clientHeight * scale))
      paintStrokes(element, strokes.current)
    }
    fit()
    window.addEventListener('resize', fit)
    return () => window.removeEventListener('resize', fit)
  }, [typing])

  function tellDrawn() {
    const drawn = strokes.current
    onChange(isSignature(drawn) ? { kind: 'drawn', strokes: drawn, png: () => strokesToPng(drawn) } : null)
  }
  function tellTyped(typed: string) {
    const clean = typed.trim()
    onChange(clean.length > 1 ? { kind: 'typed', typedName: clean } : null)
  }
  function addPoint(event: PointerEvent<HTMLCanvasElement>) {
    const box = event.currentTarget.getBoundingClientRect()
    const clamp = (value: number) => Math.min(1, Math.max(0, value))
    strokes.current.at(-1)?.push({
      x: clamp((event.clientX - box.left) / (box.width || 1)),
      y: clamp((event.clientY - box.top) / (box.height || 1)),
      t: Math.round(event.timeStamp - startedAt.current),
    })
    paintStrokes(event.currentTarget, strokes.current)
  }
  function onPointerDown(event: PointerEvent<HTMLCanvasElement>) {
    event.currentTarget.setPointerCapture?.(event.pointerId)
    if (strokes.current.length === 0) startedAt.current = event.timeStamp
    strokes.current = [...strokes.current, []]
    addPoint(event)
  }
  function again() {
    strokes.current = []
    setName('')
    if (canvas.current) paintStrokes(canvas.current, [])
    onChange(null)
  }
  function swap() {
    again()
    setTyping(!typing)
  }

  return (
    <section className="kc-card">
      <div className="kc-card-head">
        <h3>{typing ? t('signature.typed_title') : title}</h3>
        {!typing && <span className="t14 dim not-phone">{t('signature.hint')}</span>}
        <span className="push row">
          <Button kind="text" size="s" icon="pen" onClick={swap}>
            {typing ? t('signature.drawn') : t('signature.typed')}
          </Button>
          <Button kind="text" size="s" icon="retry" onClick={again}>
            {t('signature.again')}
          </Button>
        </span>
      </div>
      {typing ? (
        <div className="kc-card-body">
          <TextField
            label={t('signature.typed_label')}
            value={name}
            autoComplete="name"
            maxLength={40}
            onChange={(typed) => {
              setName(typed)
              tellTyped(typed)
            }}
          />
        </div>
      ) : (
        <div className="kc-sign">
          <span className="base" />
          <canvas
            ref={canvas}
            role="img"
            aria-label={t('signature.label')}
            data-testid="signature-pad"
            onPointerDown={onPointerDown}
            onPointerMove={(event) => event.buttons > 0 && addPoint(event)}
            onPointerUp={tellDrawn}
            onPointerCancel={tellDrawn}
          />
          {note && <span className="note">{note}</span>}
        </div>
      )}
    </section>
  )
}
