import { screen } from '@testing-library/react'
import { beforeEach, expect, it, vi } from 'vitest'
import { serverClock } from '@/api/clock'
import { entryNow } from '@/test/entry_now'
import { showRouted } from '@/test/routed'
import type { EntryNow } from './now'
import { RoomCheckPage } from './RoomCheckPage'
import type { StepProps } from './steps'

async function facts(change: Partial<EntryNow>) {
  const now = entryNow({ step: 'room_check', ...change })
  await showRouted(<RoomCheckPage {...({ now, entryId: 'entry' } as StepProps)} />)
  const terms = await screen.findAllByRole('term')
  return Object.fromEntries(terms.map((one) => [one.textContent, one.nextElementSibling?.textContent]))
}

const at = (moment: string) => vi.spyOn(serverClock, 'now').mockReturnValue(Date.parse(moment))

beforeEach(() => {
  at('2026-11-22T06:00:00.000Z')
})

it('shows the own slot and major beside the hours of the exam', async () => {
  const { candidate } = entryNow()
  const shown = await facts({
    slot_starts_at: '2026-11-22T07:10:00.000Z',
    candidate: { ...candidate, major: { name: '材料物理', name_en: 'Physics of materials' } },
  })
  expect(shown).toMatchObject({
    专业: '材料物理',
    日期: '2026-11-22 周日',
    考试时间: '14:00–17:30（北京时间）',
    您的时段: '预计 15:10（北京时间） 轮到您，按考场顺序进行',
  })
})

it('shows the day of the own slot in an exam over several days, and the order where there is none', async () => {
  const exam = { ...entryNow().exam, ends_at: '2026-11-24T09:30:00.000Z' }
  const shown = await facts({ exam, slot_starts_at: '2026-11-23T07:10:00.000Z' })
  expect(shown).toMatchObject({ 日期: '2026-11-23 周一', 您的时段: expect.stringContaining('15:10') })
  expect(shown).not.toHaveProperty('考试时间')
})

it('says the order where there is no slot, and nothing of a major that is not known', async () => {
  const shown = await facts({})
  expect(shown).toMatchObject({ 您的时段: '按考场顺序进行' })
  expect(shown).not.toHaveProperty('专业')
})

it('says of a slot that has passed while nobody was called that it has', async () => {
  const shown = await facts({ slot_starts_at: '2026-11-22T05:59:00.000Z' })
  expect(shown).toMatchObject({
    您的时段: expect.stringContaining('原定 13:59（北京时间），时间已过，请尽快完成准备'),
  })
})
