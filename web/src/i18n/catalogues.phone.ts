import en_common from './en/common.json'
import en_area from './en/phone.json'
import en_errors from './en/errors.json'
import en_states from './en/states.json'
import zh_common from './zh-CN/common.json'
import zh_area from './zh-CN/phone.json'
import zh_errors from './zh-CN/errors.json'
import zh_states from './zh-CN/states.json'

export const catalogues = {
  'zh-CN': { common: zh_common, phone: zh_area, errors: zh_errors, states: zh_states },
  en: { common: en_common, phone: en_area, errors: en_errors, states: en_states },
}
