import { useEffect, type ReactNode } from 'react'
import { Live } from '@/live/Live'
import { wakeSounds } from '@/media/sounds'
import { catchUp, effects } from './effects'
import './candidate.css'

/** Around every page behind the log-in: the push connection and what its events do. */
export function CandidateShell({ children }: { children: ReactNode }) {
  useEffect(() => {
    // Browsers let a page ring only after a touch: the first one anywhere counts.
    const wake = () => wakeSounds()
    window.addEventListener('click', wake, { once: true })
    window.addEventListener('keydown', wake, { once: true })
    return () => {
      window.removeEventListener('click', wake)
      window.removeEventListener('keydown', wake)
    }
  }, [])
  return (
    <Live area="candidate" effects={effects} catchUp={catchUp}>
      {children}
    </Live>
  )
}
