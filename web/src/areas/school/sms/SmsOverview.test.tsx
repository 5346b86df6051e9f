import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import type { Sms } from '@/api/school_shapes'
import { show } from '@/test/render'
import { SmsOverview } from './SmsOverview'

const sms: Sms = {
  version: 1,
  gateway: 'console',
  sign_name: '',
  closed: '',
  closed_for_many: '',
  site_stopped: false,
  site_reason: '',
  stopped_at: null,
  stopped_by: '',
  stopped_reason: '',
  missing_templates: [],
  daily_limit: null,
  monthly_limit: null,
  used_today: 0,
  used_this_month: 0,
  own_phone: '+86138****1111',
  can_edit: true,
}

it.each([
  ['while messages are stopped', { closed: 'daily_limit' }, '短信停发期间不能发送测试短信'],
  ['to whom has no phone', { own_phone: '' }, '您的账号没有手机号，收不到测试短信'],
] as const)('sends no test message %s, and says why', async (_, change, why) => {
  await show(<SmsOverview sms={{ ...sms, ...change }} />)
  const button = screen.getByRole('button', { name: '发送测试短信', description: why })
  expect(screen.getByText(why)).toBeTruthy()
  await userEvent.setup().click(button)
  expect(screen.queryByRole('dialog')).toBeNull()
})

it('explains nothing where a test message can be sent', async () => {
  await show(<SmsOverview sms={sms} />)
  const button = screen.getByRole('button', { name: '发送测试短信' })
  expect([button.getAttribute('aria-disabled'), button.getAttribute('aria-describedby')]).toEqual([
    null,
    null,
  ])
})
