import 'i18next'
import type account from './zh-CN/account.json'
import type announcements from './zh-CN/announcements.json'
import type candidate from './zh-CN/candidate.json'
import type common from './zh-CN/common.json'
import type errors from './zh-CN/errors.json'
import type list from './zh-CN/list.json'
import type phone from './zh-CN/phone.json'
import type school_candidates from './zh-CN/school/candidates.json'
import type school_bulk from './zh-CN/school/bulk.json'
import type school_codes from './zh-CN/school/codes.json'
import type school_announcements from './zh-CN/school/announcements.json'
import type school_exam from './zh-CN/school/exam.json'
import type school_exams from './zh-CN/school/exams.json'
import type school_fields from './zh-CN/school/fields.json'
import type school_frame from './zh-CN/school/frame.json'
import type school_imports from './zh-CN/school/imports.json'
import type school_portraits from './zh-CN/school/portraits.json'
import type school_rooms from './zh-CN/school/rooms.json'
import type school_sms from './zh-CN/school/sms.json'
import type school_staff from './zh-CN/school/staff.json'
import type school_texts from './zh-CN/school/texts.json'
import type school_timetable from './zh-CN/school/timetable.json'
import type school_monitor from './zh-CN/school/monitor.json'
import type school_overview from './zh-CN/school/overview.json'
import type school_trail from './zh-CN/school/trail.json'
import type school_tickets from './zh-CN/school/tickets.json'
import type school_timeline from './zh-CN/school/timeline.json'
import type school_ways from './zh-CN/school/ways.json'
import type school_settings from './zh-CN/school/settings.json'
import type staff from './zh-CN/staff.json'
import type states from './zh-CN/states.json'

// Chinese is the source text: its keys are the keys there are.
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common'
    resources: {
      common: typeof common
      account: typeof account
      announcements: typeof announcements
      candidate: typeof candidate
      phone: typeof phone
      list: typeof list
      staff: typeof staff
      'school/candidates': typeof school_candidates
      'school/bulk': typeof school_bulk
      'school/codes': typeof school_codes
      'school/announcements': typeof school_announcements
      'school/exam': typeof school_exam
      'school/exams': typeof school_exams
      'school/fields': typeof school_fields
      'school/frame': typeof school_frame
      'school/imports': typeof school_imports
      'school/portraits': typeof school_portraits
      'school/rooms': typeof school_rooms
      'school/sms': typeof school_sms
      'school/staff': typeof school_staff
      'school/texts': typeof school_texts
      'school/timetable': typeof school_timetable
      'school/monitor': typeof school_monitor
      'school/overview': typeof school_overview
      'school/trail': typeof school_trail
      'school/tickets': typeof school_tickets
      'school/timeline': typeof school_timeline
      'school/ways': typeof school_ways
      'school/settings': typeof school_settings
      errors: typeof errors
      states: typeof states
    }
  }
}
