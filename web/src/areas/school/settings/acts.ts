import { api, call } from '@/api/client'
import type { NewInvitation, NewUnit, UnitEdit } from '@/api/school_shapes'

const AREA = '/api/v1/school'

export const createCollege = (body: NewUnit) => call(api.POST(`${AREA}/colleges`, { body }))

export const editCollege = (id: string, body: UnitEdit) =>
  call(api.PATCH(`${AREA}/colleges/{college_id}`, { params: { path: { college_id: id } }, body }))

export const createMajor = (collegeId: string, body: NewUnit) =>
  call(
    api.POST(`${AREA}/colleges/{college_id}/majors`, { params: { path: { college_id: collegeId } }, body }),
  )

export const editMajor = (id: string, body: UnitEdit) =>
  call(api.PATCH(`${AREA}/majors/{major_id}`, { params: { path: { major_id: id } }, body }))

export const removeMember = (id: string) =>
  call(api.DELETE(`${AREA}/members/{membership_id}`, { params: { path: { membership_id: id } } }))

export const resetSecondFactor = (id: string, reason: string) =>
  call(
    api.POST(`${AREA}/members/{membership_id}/second-factor-reset`, {
      params: { path: { membership_id: id } },
      body: { reason },
    }),
  )

export const invite = (body: NewInvitation) => call(api.POST(`${AREA}/invitations`, { body }))

const of = (id: string) => ({ params: { path: { staff_invitation_id: id } } })

export const resendInvitation = (id: string) =>
  call(api.POST(`${AREA}/invitations/{staff_invitation_id}/resending`, of(id)))

export const revokeInvitation = (id: string) =>
  call(api.POST(`${AREA}/invitations/{staff_invitation_id}/revocation`, of(id)))
