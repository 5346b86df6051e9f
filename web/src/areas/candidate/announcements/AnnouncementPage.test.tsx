import { screen } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { violations } from '@/test/render'
import { showRouted } from '@/test/routed'
import AnnouncementPage from './AnnouncementPage'

it('says of one that was withdrawn that it was', async () => {
  vi.stubGlobal('fetch', async (request: Request) =>
    request.url.includes('/announcements/')
      ? Response.json({ code: 'announcement_withdrawn', params: {} }, { status: 409 })
      : Response.json({ exams: [], person: { name: '陈思远' } }),
  )
  const { container } = await showRouted(<AnnouncementPage />)
  expect(await screen.findByRole('heading', { name: '公告已撤回' })).toBeTruthy()
  expect(screen.queryByRole('button', { name: /复制编号/ })).toBeNull()
  expect(screen.getByRole('button', { name: '返回公告' })).toBeTruthy()
  expect(await violations(container)).toEqual([])
})
