import { screen } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import en from '@/i18n/en/list.json'
import zh from '@/i18n/zh-CN/list.json'
import { routed } from '@/test/at'
import { show, violations } from '@/test/render'
import { InboxList } from './InboxList'
import type { Notice } from './reads'
import { isWork, WorkLine, WORKS } from './Work'

const notice = {
  id: 'one',
  kind: 'work_ended',
  params: {
    work: 'roster_written',
    count: 71,
    exam: '硕士复试',
    exam_en: '',
    file: '名单.xlsx',
    session_id: 'e1',
  },
  reason: '',
  created_at: '2026-11-22T06:00:00Z',
  confirmed_at: null,
} as unknown as Notice

it('has words for each way that work ends', () => {
  for (const work of WORKS) {
    expect(work in zh.work).toBe(true)
    expect(work in en.work || `${work}_other` in en.work).toBe(true)
  }
})

it('leads to the page where it goes on, and asks for no confirmation', async () => {
  const onOpen = vi.fn()
  const { page } = routed(() => (
    <InboxList
      area="staff"
      items={[notice]}
      line={(one) => (isWork(one) ? <WorkLine notice={one} onOpen={onOpen} /> : undefined)}
    />
  ))
  const { container } = await show(page)
  expect(await screen.findByText('名单已写入 71 行')).toBeTruthy()
  expect(screen.getByText('硕士复试 · 名单.xlsx')).toBeTruthy()
  expect(screen.getByRole('link', { name: '查看' }).getAttribute('href')).toBe('/s/school/exams/e1/import')
  expect(screen.queryByRole('button', { name: '知道了' })).toBeNull()
  expect(await violations(container)).toEqual([])
})
