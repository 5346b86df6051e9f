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

export interface InviteValues {
  name: string
  role: MemberRole
  college_id?: string
  way: 'phone' | 'email'
  contact: string
  language: 'zh' | 'en'
}

export function invitationOf({ way, contact, college_id, role, ...rest }: InviteValues): NewInvitation {
  return {
    ...rest,
    role,
    college_id: COLLEGE_OF[role] === 'never' ? null : (college_id ?? null),
    phone: way === 'phone' ? contact : '',
    email: way === 'email' ? contact : '',
  }
}
