import { screen } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { showRouted } from '@/test/routed'
import HomePage from './HomePage'

const school = { school_name: '示范大学', school_name_en: 'Demo University' }

it.each([
  ['school_admin', '您没有考场里的职务'],
  ['staff', '今天没有安排给您的考场'],
])('tells a %s without a room what belongs here', async (role, words) => {
  vi.stubGlobal('fetch', async () =>
    Response.json({ me: { name: '韩雪' }, rooms: [], memberships: [{ role, ...school }] }),
  )
  await showRouted(<HomePage />, '/?stay=1')
  expect(await screen.findByText(words)).toBeTruthy()
})

it('asks whoever has not stated their relations to do so', async () => {
  vi.stubGlobal('fetch', async () =>
    Response.json({
      me: { name: '周敏' },
      statement_due: true,
      rooms: [],
      memberships: [{ role: 'staff', ...school }],
    }),
  )
  await showRouted(<HomePage />, '/')
  const link = await screen.findByRole('link', { name: '去申报' })
  expect(link.getAttribute('href')).toBe('/s/relations')
})
