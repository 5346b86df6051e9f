import { screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { routed } from '@/test/at'
import { show, violations } from '@/test/render'
import { Tickets } from './Tickets'

const TICKET = {
  id: 'ticket',
  name: '陈思远',
  exam: '综合面试',
  exam_en: 'General interview',
  text: '专业写错了',
  created_at: '2026-11-23T06:00:00.000Z',
}
const asked = (link: HTMLElement) =>
  Object.fromEntries(new URL((link as HTMLAnchorElement).href).searchParams)

it('leads to the open ones in the list of tickets, and to each of them', async () => {
  const { container } = await show(routed(() => <Tickets tickets={[TICKET]} open={12} />).page)
  const all = await screen.findByRole('link', { name: '全部 12 条' })
  expect(asked(all)).toEqual({ state: 'open' })
  expect(asked(screen.getByRole('link', { name: '陈思远' }))).toEqual({ state: 'open', open: 'ticket' })
  expect(await violations(container)).toEqual([])
})

it('leads nowhere when nothing waits', async () => {
  await show(routed(() => <Tickets tickets={[]} open={0} />).page)
  expect(await screen.findByText('没有待答复的疑问')).toBeTruthy()
  expect(screen.queryByRole('link')).toBeNull()
})
