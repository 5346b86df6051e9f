export interface StrokePoint {
  x: number
  y: number
  /** ms since the first touch */
  t: number
}
export type Stroke = StrokePoint[]

/** What a person signed: the movement itself, with a picture of it, or their typed name. */
export type Signature =
  { kind: 'drawn'; strokes: Stroke[]; png: () => Promise<Blob> } | { kind: 'typed'; typedName: string }

export const SIGNATURE_SIZE = { width: 640, height: 180 }
const INK = '#14212B'

function prepare(canvas: HTMLCanvasElement): CanvasRenderingContext2D | null {
  const context = canvas.getContext('2d')
  if (!context) return null
  context.clearRect(0, 0, canvas.width, canvas.height)
  context.strokeStyle = INK
  context.lineWidth = (4 * canvas.width) / SIGNATURE_SIZE.width
  context.lineCap = 'round'
  context.lineJoin = 'round'
  return context
}

/** Points are shares (0…1) of width and height, so that a phone turned round keeps the name. */
export function paintStrokes(canvas: HTMLCanvasElement, strokes: readonly Stroke[]): void {
  const context = prepare(canvas)
  if (!context) return
  for (const stroke of strokes) {
    context.beginPath()
    stroke.forEach(({ x, y }, index) => {
      if (index === 0) context.moveTo(x * canvas.width, y * canvas.height)
      context.lineTo(x * canvas.width, y * canvas.height)
    })
    context.stroke()
  }
}

export function strokesToPng(strokes: readonly Stroke[]): Promise<Blob> {
  const canvas = document.createElement('canvas')
  canvas.width = SIGNATURE_SIZE.width
  canvas.height = SIGNATURE_SIZE.height
  paintStrokes(canvas, strokes)
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('no picture of the signature'))),
      'image/png',
    ),
  )
}

/** A dot or a slip of the hand is no signature. */
export function isSignature(strokes: readonly Stroke[]): boolean {
  let length = 0
  for (const stroke of strokes)
    stroke.forEach((point, index) => {
      const before = stroke[index - 1]
      if (before) length += Math.hypot(point.x - before.x, point.y - before.y)
    })
  return length > 0.15
}
