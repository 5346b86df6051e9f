import type { Exam } from '@/api/school_shapes'

export type Rule =
  | 'cameras_required'
  | 'clearance_required'
  | 'share_allowed'
  | 'invitation_seconds'
  | 'interview_seconds'
  | 'interval_seconds'
  | 'minimum_staff'
  | 'entry_opens_minutes'
  | 'desks_open_limit'
  | 'languages'
  | 'order_policy'
  | 'support_phone'
export type Rules = Pick<Exam, Rule>

export interface Policy {
  rule: Rule
  /** A fact is as it is: said, and not chosen here. */
  kind: 'number' | 'switch' | 'choice' | 'text' | 'fact'
  /** What the server takes of a text. */
  pattern?: RegExp
  /** Values of a choice; the words are `rule.<rule>.<value>`. */
  values?: readonly (string | number)[]
  min?: number
  max?: number
  /** The server keeps seconds, people think in minutes. */
  per?: number
}

/** In the order in which a candidate meets them. */
export const GROUPS: readonly { group: 'picture' | 'course' | 'words'; rules: readonly Policy[] }[] = [
  {
    group: 'picture',
    rules: [
      { rule: 'cameras_required', kind: 'choice', values: [1, 2] },
      { rule: 'clearance_required', kind: 'switch' },
      { rule: 'share_allowed', kind: 'switch' },
    ],
  },
  {
    group: 'course',
    rules: [
      { rule: 'entry_opens_minutes', kind: 'number', min: 0, max: 1440 },
      { rule: 'invitation_seconds', kind: 'number', min: 5, max: 600 },
      { rule: 'interview_seconds', kind: 'number', min: 1, max: 240, per: 60 },
      { rule: 'interval_seconds', kind: 'number', min: 0, max: 60, per: 60 },
      { rule: 'order_policy', kind: 'fact' },
      { rule: 'minimum_staff', kind: 'number', min: 1, max: 20 },
      { rule: 'desks_open_limit', kind: 'number', min: 1, max: 50 },
    ],
  },
  {
    group: 'words',
    rules: [
      { rule: 'languages', kind: 'choice', values: ['zh', 'zh_en'] },
      {
        rule: 'support_phone',
        kind: 'text',
        max: 40,
        pattern: /^([+(0-9][0-9 ()-]{4,24}[0-9]( ?(转|ext\.?) ?[0-9]{1,6})?)?$/,
      },
    ],
  },
]

/** Whether the server would take it. */
export const fits = ({ pattern }: Policy, value: Rules[Rule]) =>
  !pattern || pattern.test(String(value).trim())
