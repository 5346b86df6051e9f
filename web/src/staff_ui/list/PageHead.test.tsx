import { screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { show } from '@/test/render'
import { PageHead } from './PageHead'

it('says 演练 in front of the title, on the page and on its tab', async () => {
  const { rerender } = await show(<PageHead title="第一考场" rehearsal />)
  expect(screen.getByRole('heading', { name: '演练 · 第一考场' })).toBeTruthy()
  expect(document.title).toBe('演练 · 第一考场 · 远程考场')
  rerender(<PageHead title="第一考场" />)
  expect(screen.getByRole('heading').textContent).toBe('第一考场')
})
