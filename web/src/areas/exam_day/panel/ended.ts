import { useState } from 'react'
import type { Panel } from '@/api/staff_shapes'

/** What this page ended itself is over at once, though the panel is still to be read again. */
export function useEnded(read: Panel): [panel: Panel, onEnded: (interviewId: string) => void] {
  const [ended, setEnded] = useState<string | null>(null)
  const { interview } = read
  const isOld = interview?.state === 'live' && interview.id === ended
  // Once read as ended, it may be live again: an ending by mistake is undone under the same id.
  if (ended && !isOld) setEnded(null)
  return [isOld ? { ...read, interview: { ...interview, state: 'ended' } } : read, setEnded]
}
