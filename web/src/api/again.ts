import { isPassing } from './errors'

const PAUSES_MS = [500, 1_000, 2_000, 4_000]
/** The server finds out by itself what no page has told it for this long. */
const FOR_MS = 60_000

/**
 * Tells the server something that nobody pressed and nobody would press again: while it is away, again and again.
 * Only for what may be told twice. Rejects with its refusal, or when it was away for too long.
 */
export async function untilHeard<T>(tell: () => Promise<T>): Promise<T> {
  const begun = Date.now()
  for (let tries = 0; ; tries += 1) {
    try {
      return await tell()
    } catch (error) {
      if (!isPassing(error) || Date.now() - begun > FOR_MS) throw error
      const pause = PAUSES_MS[Math.min(tries, PAUSES_MS.length - 1)]!
      await new Promise((done) => setTimeout(done, pause * (0.7 + Math.random() * 0.6)))
    }
  }
}
