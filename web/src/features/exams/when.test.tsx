import { screen } from '@testing-library/react'
import { beforeEach, expect, it, vi } from 'vitest'
import { serverClock } from '@/api/clock'
import { showRouted } from '@/test/routed'
import type { MyExam } from './candidate_exams'
import { ExamCard } from './ExamCard'

const exam: MyExam = {
  roster_entry_id: 'entry',
  exam_name: '综合面试',
  exam_name_en: 'Interview',
  formality: 'formal',
  school_name: '示范大学',
  school_name_en: 'Shifan University',
  college_name: '材料学院',
  college_name_en: 'Materials',
  room_name: '第一考场',
  room_name_en: 'Room 1',
  // In Beijing from 08:00 of one day to 18:00 of the next.
  starts_at: '2026-11-22T00:00:00.000Z',
  ends_at: '2026-11-23T10:00:00.000Z',
  slot_starts_at: null,
  cameras_required: 1,
  support_phone: '',
  step: 'consent',
  chip: 'absent',
}
const onBeijingTime = (is: boolean) =>
  vi.spyOn(Date.prototype, 'getTimezoneOffset').mockReturnValue(is ? -480 : 0)
const time = async () => (await screen.findByText('面试时间')).nextElementSibling!.textContent

const at = (moment: string) => vi.spyOn(serverClock, 'now').mockReturnValue(Date.parse(moment))

beforeEach(() => {
  at('2026-11-21T00:00:00.000Z')
})

it('tells the day of one’s own slot in an exam over several days', async () => {
  onBeijingTime(true)
  await showRouted(<ExamCard exam={{ ...exam, slot_starts_at: '2026-11-23T01:00:00.000Z' }} />)
  expect(await time()).toMatch(/^2026-11-23 周一 +· 预计 09:00 轮到您/)
})

it('tells both ends with their days to whoever has no slot yet', async () => {
  onBeijingTime(true)
  await showRouted(<ExamCard exam={exam} />)
  expect(await time()).toContain('2026-11-22 周日 08:00 – 2026-11-23 周一 18:00 · 按考场顺序进行')
})

it('tells day and hours of an exam of one day, and whose clock that is where it is not the reader’s', async () => {
  onBeijingTime(false)
  const ends_at = '2026-11-22T04:00:00.000Z'
  await showRouted(<ExamCard exam={{ ...exam, ends_at, slot_starts_at: '2026-11-22T01:00:00.000Z' }} />)
  expect(await time()).toContain('2026-11-22 周日 08:00–12:00（北京时间） · 预计 09:00 轮到您')
})

it('says so behind the slot where no hours stand before it', async () => {
  onBeijingTime(false)
  await showRouted(<ExamCard exam={{ ...exam, slot_starts_at: '2026-11-23T01:00:00.000Z' }} />)
  expect(await time()).toMatch(/^2026-11-23 周一 +· 预计 09:00（北京时间） 轮到您/)
})

it('expects nothing any more at a time that has passed', async () => {
  onBeijingTime(true)
  at('2026-11-23T01:00:01.000Z')
  const passed: MyExam = { ...exam, step: 'waiting', slot_starts_at: '2026-11-23T01:00:00.000Z' }
  await showRouted(<ExamCard exam={passed} />)
  expect(await time()).toMatch(/· 原定 09:00，时间已过，仍按考场顺序进行，请等候邀请$/)
})

it('hurries whoever is not in the waiting area when their time has passed', async () => {
  onBeijingTime(true)
  at('2026-11-23T01:00:01.000Z')
  await showRouted(<ExamCard exam={{ ...exam, slot_starts_at: '2026-11-23T01:00:00.000Z' }} />)
  expect(await time()).toMatch(/· 原定 09:00，时间已过，请尽快完成准备并进入候考区$/)
})
