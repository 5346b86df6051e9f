import en_account from './en/account.json'
import en_common from './en/common.json'
import en_area from './en/staff.json'
import en_errors from './en/errors.json'
import en_errors_staff from './en/errors_staff.json'
import en_list from './en/list.json'
import en_states from './en/states.json'
import zh_account from './zh-CN/account.json'
import zh_common from './zh-CN/common.json'
import zh_area from './zh-CN/staff.json'
import zh_errors from './zh-CN/errors.json'
import zh_errors_staff from './zh-CN/errors_staff.json'
import zh_list from './zh-CN/list.json'
import zh_states from './zh-CN/states.json'

/** What only staff can meet does not weigh on the candidates' pages. */
export const catalogues = {
  'zh-CN': {
    common: zh_common,
    account: zh_account,
    staff: zh_area,
    list: zh_list,
    errors: { ...zh_errors, ...zh_errors_staff },
    states: zh_states,
  },
  en: {
    common: en_common,
    account: en_account,
    staff: en_area,
    list: en_list,
    errors: { ...en_errors, ...en_errors_staff },
    states: en_states,
  },
}
