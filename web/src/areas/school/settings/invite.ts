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

const PHONE = /\+?\d[\d ()-]{5,}\d/
// Chinese separators stand as codes: the marks themselves belong to the catalogues.
const MAIL = /[^\s,;:<>\u3001\uff0c\uff1a\uff1b]+@[^\s,;:<>\u3001\uff0c\uff1a\uff1b]+/
const BETWEEN = /[\s,;:<>\u3001\uff0c\uff1a\uff1b]+/g

/** One person a line, as lists and tables are copied; of two contacts the telephone. */
export function inviteesIn(text: string): Invitee[] {
  return text.split('\n').flatMap((line) => {
    const mail = MAIL.exec(line)?.[0] ?? ''
    const rest = line.replace(mail, ' ')
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
  'contact_invited',
  'membership_exists',
  'staff_invitation_exists',
])

export const isOfContact = (error: unknown) => error instanceof ApiError && OF_CONTACT.has(error.code)

/** Some went out; those that did not are still in the form, each with its reason. */
export class SomeNotInvited extends Error {
  constructor(
    readonly sent: number,
    readonly left: number,
  ) {
    super('some_not_invited')
  }
}
