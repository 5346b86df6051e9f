import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { useAct as useCandidateAct } from '@/areas/candidate/now'
import { useOpenTicket } from '@/features/exams/candidate_exams'
import { extend } from '@/features/interviews/staff_acts'
import { askHelp } from '@/features/waiting/candidate_waiting'
import { show } from '@/test/render'
import { useAct } from './act'

const ACTS = [
  ['of staff', () => useAct(() => extend('interview-1', 120))[0]],
  ['of a candidate', () => useCandidateAct('entry-1', () => askHelp('entry-1', 'sound')).mutate],
  ['of a candidate before the waiting area', () => useOpenTicket('entry-1').mutate.bind(null, 'where?')],
] as const

it.each(ACTS)('an act %s goes under the same key when its answer was lost', async (_, useIt) => {
  const keys: (string | null)[] = []
  vi.stubGlobal('fetch', async (asked: Request) => {
    keys.push(asked.headers.get('Idempotency-Key'))
    if (keys.length === 1) throw new TypeError('failed to fetch')
    return new Response('{}')
  })
  function Page() {
    const run = useIt()
    return <button onClick={() => void run()}>press</button>
  }
  await show(<Page />)
  for (let pressed = 1; pressed <= 3; pressed++) {
    await userEvent.click(screen.getByText('press'))
    await vi.waitFor(() => expect(keys).toHaveLength(pressed))
  }
  expect(keys[1]).toBe(keys[0])
  expect(keys[2]).not.toBe(keys[0])
})

it('drops a second press of the same, and not one on another row', async () => {
  const [asked, answers] = [[] as string[], [] as (() => void)[]]
  function Rows() {
    const [run, busy] = useAct(
      (row: string) => {
        asked.push(row)
        return new Promise<void>((done) => answers.push(done))
      },
      (row) => row,
    )
    return ['a', 'b'].map((row) => (
      <button key={row} aria-busy={busy} onClick={() => void run(row)}>
        {row}
      </button>
    ))
  }
  await show(<Rows />)
  for (const row of ['a', 'a', 'b']) await userEvent.click(screen.getByText(row))
  expect(asked).toEqual(['a', 'b'])
  answers[0]!()
  await userEvent.click(screen.getByText('a'))
  await vi.waitFor(() => expect(asked).toEqual(['a', 'b', 'a']))
  expect(screen.getByText('a').getAttribute('aria-busy')).toBe('true')
  answers.forEach((done) => done())
  await vi.waitFor(() => expect(screen.getByText('a').getAttribute('aria-busy')).toBe('false'))
})
