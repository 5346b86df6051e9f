import { screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { show } from '@/test/render'
import { SupportPhone } from './SupportPhone'

it('dials the number; an extension is read, not dialled', async () => {
  await show(<SupportPhone phone="+86 (10) 6251-0001 转 802" />)
  const link = screen.getByRole('link', { name: '考务电话 +86 (10) 6251-0001 转 802' })
  expect(link.getAttribute('href')).toBe('tel:+861062510001')
})

it('is not there where the school gives no number', async () => {
  const { container } = await show(<SupportPhone phone="" />)
  expect(container.querySelector('a')).toBeNull()
})
