import { screen } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { showRouted } from '@/test/routed'
import RelationsPage from './RelationsPage'

const exam = { exam_name: '硕士复试', exam_name_en: 'Second round' }
const relation = {
  id: 'one',
  candidate_name: '陈思远',
  kind: 'teacher',
  note: '',
  source: 'declared',
  created_at: '2026-11-23T03:00:00Z',
}

it('asks for the word that these are all, and lets it be given again', async () => {
  for (const stated_at of [null, '2026-11-23T03:00:00Z']) {
    vi.stubGlobal('fetch', async () => Response.json({ stated_at, relations: [] }))
    const { unmount } = await showRouted(<RelationsPage />, '/')
    expect(await screen.findByRole('heading', { name: '已申报的关系' })).toBeTruthy()
    const act = screen.getByRole('button', { name: stated_at ? '重新确认' : '确认申报完整' })
    expect(act.classList.contains('primary')).toBe(!stated_at)
    unmount()
  }
})

it('says where a relation meets a duty of mine, and what happens next', async () => {
  const meets = [{ ...exam, room_name: '第二考场', room_name_en: 'Room 2' }]
  const relations = [
    { ...relation, meets },
    { ...relation, id: 'two', candidate_name: '何嘉怡', meets: [] },
  ]
  vi.stubGlobal('fetch', async () => Response.json({ stated_at: null, relations }))
  await showRouted(<RelationsPage />, '/')
  const said = await screen.findAllByText(/管理员已收到通知，请联系他们调整/)
  expect(said).toHaveLength(1)
  expect(said[0]!.textContent).toContain('与您在「第二考场」（硕士复试）的安排冲突')
})
