import { screen } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { showRouted } from '@/test/routed'
import ConsentPage from './ConsentPage'

it.each([
  ['says that the terms were renewed', 1, '条款已更新：您此前同意的是第 1 版，请阅读新版后再继续。'],
  ['says nothing of it to who agrees for the first time', null, ''],
])('%s', async (_, agreed_version, said) => {
  const text = {
    id: 'text',
    kind: 'platform_terms',
    version: 2,
    school_name: '示范大学',
    school_name_en: 'Shifan University',
    title: '用户协议',
    title_en: 'Terms',
    text: '第一条',
    text_en: 'First',
    text_hash: 'x',
    given_at: null,
    agreed_version,
  }
  vi.stubGlobal('fetch', async (request: Request) =>
    Response.json(request.url.includes('/consents') ? { required: [text] } : { person: { name: '陈思远' } }),
  )
  await showRouted(<ConsentPage />)
  expect(await screen.findByText('第 2 版')).toBeTruthy()
  expect(screen.queryByText(/条款已更新/)?.textContent ?? '').toBe(said)
})
