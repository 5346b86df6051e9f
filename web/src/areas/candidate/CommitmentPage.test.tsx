import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { entryNow } from '@/test/entry_now'
import { showRouted } from '@/test/routed'
import { CommitmentPage } from './CommitmentPage'
import type { StepProps } from './steps'

it('offers only the way in when the signature was taken and the arrival refused', async () => {
  const letter = {
    id: 'letter',
    title: '承诺书',
    title_en: '',
    text: '一',
    text_en: '',
    text_hash: 'abcdef012345',
  }
  let commitment: object | null = null
  vi.stubGlobal('fetch', async ({ method, url }: Request) => {
    if (url.endsWith('/arrival')) return Response.json({ code: 'room_closed' }, { status: 409 })
    if (!url.endsWith('/commitment') && !url.endsWith('/letter')) return Response.json({})
    if (method === 'POST') commitment = { method: 'typed', signed_at: '2026-11-22T06:00:00Z', text_hash: 'a' }
    return Response.json(method === 'POST' ? commitment : { ...letter, version: 1, commitment })
  })
  const now = entryNow({ step: 'commitment' })
  await showRouted(
    <CommitmentPage {...({ now, entryId: 'entry', lookBack: () => undefined } as unknown as StepProps)} />,
  )
  await userEvent.click(await screen.findByText('改为键盘输入姓名'))
  await userEvent.type(screen.getByLabelText('请输入您的姓名作为签名'), '陈思远')
  await userEvent.click(screen.getByRole('checkbox'))
  await userEvent.click(screen.getByRole('button', { name: '签署并进入候考区' }))
  expect(await screen.findByRole('button', { name: '进入候考区' })).toBeTruthy()
})

it('asks for reading, tick and name again when the text became another meanwhile', async () => {
  let letter = {
    ...{ id: 'first', version: 1, title: '承诺书', title_en: '', text: '一', text_en: '' },
    ...{ text_hash: 'abcdef012345', commitment: null },
  }
  vi.stubGlobal('fetch', async ({ method, url }: Request) => {
    if (!url.endsWith('/commitment') && !url.endsWith('/letter')) return Response.json({})
    if (method !== 'POST') return Response.json(letter)
    letter = { ...letter, id: 'second', version: 2, text: '二', text_hash: '012345abcdef' }
    return Response.json({ code: 'text_changed' }, { status: 409 })
  })
  const now = entryNow({ step: 'commitment' })
  await showRouted(
    <CommitmentPage {...({ now, entryId: 'entry', lookBack: () => undefined } as unknown as StepProps)} />,
  )
  await userEvent.click(await screen.findByText('改为键盘输入姓名'))
  await userEvent.type(screen.getByLabelText('请输入您的姓名作为签名'), '陈思远')
  await userEvent.click(screen.getByRole('checkbox'))
  await userEvent.click(screen.getByRole('button', { name: '签署并进入候考区' }))
  expect(await screen.findByText('二')).toBeTruthy()
  expect(screen.getByRole<HTMLInputElement>('checkbox').checked).toBe(false)
  expect(screen.getByRole<HTMLButtonElement>('button', { name: '签署并进入候考区' }).disabled).toBe(true)
})
