import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { show } from '@/test/render'
import { row } from '@/test/staff_rows'
import { RowDialog } from './RowDialogs'

it.each([
  ['zh-CN', '您与 陈思远 有回避关系', '通话', /写明理由/],
  ['en', 'You stated a relation to 陈思远', 'Talk', /the trail/],
] as const)(
  'asks an officer once why they talk with somebody they are close to (%s)',
  async (lang, title, act, text) => {
    const [talk, close] = [vi.fn(async () => true), vi.fn()]
    const one = row({ close_to: ['周敏'] })
    await show(<RowDialog asked={{ kind: 'related', row: one }} onTalk={talk} onClose={close} />, lang)
    expect(screen.getByRole('dialog', { name: title })).toBeTruthy()
    expect(screen.getAllByText(text).length).toBeGreaterThan(0)
    await userEvent.click(screen.getByRole('button', { name: act }))
    expect(talk).not.toHaveBeenCalled()
    await userEvent.type(screen.getByRole('textbox'), '只有一位候考官')
    await userEvent.click(screen.getByRole('button', { name: act }))
    expect(talk).toHaveBeenCalledWith(one, '只有一位候考官')
    expect(close).toHaveBeenCalled()
  },
)
