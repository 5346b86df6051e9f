import { useEffect, useRef } from 'react'
import { serverClock } from '@/api/clock'
import { isPassing } from '@/api/client'
import { reportFrames } from './staff_acts'

const AGAIN_MS = 1_000

interface Verdict {
  interviewId: string | null
  /** Only a page that is itself connected is a witness. */
  witness: boolean
  /** Since when no picture of the candidate's camera has come (this machine's clock); null while it comes. */
  lostSince: number | null
}

/** Tells the server on change whether the candidate's pictures arrive here: most pages together stop the clock. */
export function useFrameReports({ interviewId, witness, lostSince }: Verdict): void {
  const told = useRef<{ interviewId: string | null; lost: boolean }>({ interviewId: null, lost: false })
  useEffect(() => {
    if (told.current.interviewId !== interviewId) told.current = { interviewId, lost: false }
    if (!interviewId || !witness) return
    const lost = lostSince !== null
    if (!lost && !told.current.lost) return
    let timer: ReturnType<typeof setTimeout> | undefined
    let current = true
    const at = lostSince === null ? null : new Date(lostSince + serverClock.offset).toISOString()
    const tell = () =>
      reportFrames(interviewId, lost, at).then(
        () => {
          if (current) told.current = { interviewId, lost }
        },
        (error: unknown) => {
          if (current && isPassing(error)) timer = setTimeout(tell, AGAIN_MS)
        },
      )
    // Told even if the answer never comes: the other verdict must follow it.
    told.current = { interviewId, lost: true }
    void tell()
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [interviewId, witness, lostSince])
}
