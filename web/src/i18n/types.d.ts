import 'i18next'
import type candidate from './zh-CN/candidate.json'
import type common from './zh-CN/common.json'
import type errors from './zh-CN/errors.json'
import type phone from './zh-CN/phone.json'
import type staff from './zh-CN/staff.json'
import type states from './zh-CN/states.json'

// Chinese is the source text: its keys are the keys there are.
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common'
    resources: {
      common: typeof common
      candidate: typeof candidate
      phone: typeof phone
      staff: typeof staff
      errors: typeof errors
      states: typeof states
    }
  }
}
