import { ApiError } from '@/api/errors'
import type { MemberRole, NewInvitation } from '@/api/school_shapes'

/** Whether an office belongs to a college: needed, chosen (then none means the whole school), or never. */
export const COLLEGE_OF: Record<MemberRole, 'needed' | 'chosen' | 'never'> = {
  school_admin: 'never',
  college_admin: 'needed',
  reviewer: 'needed',
  auditor: 'never',
  staff: 'chosen',
}

/** A college's administrators give only what stands below them, in their colleges. */
export function givable(managesSchool: boolean): MemberRole[] {
  const all = Object.keys(COLLEGE_OF) as MemberRole[]
  return managesSchool ? all : all.filter((role) => role === 'reviewer' || role === 'staff')
}

export interface Invitee {
  name: string
  /** A telephone number, or a mail address: what has an @. */
  contact: string
}

/** Several people, asked to take the same office. */
export interface InviteValues {
  people: Partial<Invitee>[]
  /** Not among the people yet. */
  pasted?: string
  role: MemberRole
  college_id?: string
  language: 'zh' | 'en'
}

export function invitationOf(
  { name, contact }: Invitee,
  { college_id, role, language }: Pick<InviteValues, 'college_id' | 'role' | 'language'>,
): NewInvitation {
  const mail = contact.includes('@')
  return {
    name,
    role,
    language,
    college_id: COLLEGE_OF[role] === 'never' ? null : (college_id ?? null),
    phone: mail ? '' : contact,
    email: mail ? contact : '',
  }
}

/** More rows than anybody looks over, each sent by itself. */
export const MOST_AT_ONCE = 200
/** As many as a telephone number and a mail address may have. */
export const LONGEST = { phone: 40, mail: 254 }

const PHONE = /\+?\d[\d ()-]{5,}\d/
const MAIL = /^[^@]+@[^@]+$/
const ROUND_MAIL = /[\s,;:|<>()\u3001]+/
const BETWEEN = /[\s,;:|<>\u3001]+/g
/** A number with its mark, or alone before a name or a mobile number; never a part of a number to call. */
const NTH =
  /^\s*(?:[1-9]\d{0,2}\s*[.\u3001)]|\(?\d{1,3}\)?\s*(?=[^\d\s().-])|[1-9]\d{0,2}(?:\t|\s+(?=1\d{10}(?!\d))))\s*/
/** What lists call their columns, before each value or as a heading. */
const LABEL =
  /(?<![^\s,;:|\u3001(])(?:序号|姓名|名字|手机号或邮箱|手机号码?|手机|联系方式|(?:联系)?电话|(?:电子)?邮箱|邮件|name|mobile|phone|tel|e-?mail)(?=[\s,;:|\u3001+\d]|$)/gi

/** One person a line, as lists and tables are copied; of two contacts the telephone. */
export function inviteesIn(text: string): Invitee[] {
  // Full-width digits and marks are what they look like.
  const lines = text.normalize('NFKC').split(/[\r\n]+/)
  return lines.flatMap((line) => {
    const mail = line.split(ROUND_MAIL).find((word) => MAIL.test(word)) ?? ''
    const rest = line.replace(mail, ' ').replace(NTH, '').replace(LABEL, ' ')
    const phone = PHONE.exec(rest)?.[0] ?? ''
    const name = rest.replace(phone, ' ').replace(BETWEEN, ' ').trim()
    const contact = phone.replace(/\s+/g, '') || mail
    return name || contact ? [{ name, contact }] : []
  })
}

/** What the server says of one person and their contact; anything else concerns the whole list. */
const OF_CONTACT = new Set([
  'invalid_phone',
  'invalid_email',
  'contact_of_member',
  'contact_elsewhere',
  'contact_invited',
  'membership_exists',
  'staff_invitation_exists',
])

export const isOfContact = (error: unknown) => error instanceof ApiError && OF_CONTACT.has(error.code)

/** Some went out; those that did not are still in the form, each with its reason, or with what stopped them all. */
export class SomeNotInvited extends Error {
  constructor(
    readonly sent: number,
    readonly left: number,
    readonly stoppedBy?: unknown,
  ) {
    super('some_not_invited')
  }
}
