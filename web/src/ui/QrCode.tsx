import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { encode } from 'uqr'

/** Drawn here from squares: no picture request, sharp at every size. */
export function QrCode({ value, size = 132, label }: { value: string; size?: number; label?: string }) {
  const { t } = useTranslation()
  const { path, side } = useMemo(() => {
    const code = encode(value, { ecc: 'M', border: 2 })
    let squares = ''
    code.data.forEach((line, y) => line.forEach((dark, x) => dark && (squares += `M${x} ${y}h1v1h-1z`)))
    return { path: squares, side: code.size }
  }, [value])
  return (
    <span className="kc-qr" style={{ width: size }}>
      <svg
        viewBox={`0 0 ${side} ${side}`}
        shapeRendering="crispEdges"
        role="img"
        aria-label={label ?? t('qr')}
      >
        <path d={path} fill="#000" />
      </svg>
    </span>
  )
}
