import { api, call } from '@/api/client'
import type { components } from '@/api/schema'

export type Invitation = components['schemas']['RingingOut']
export type MyInterview = components['schemas']['MyInterviewOut']

const invitation = (id: string) => ({ params: { path: { invitation_id: id } } })

export const acceptInvitation = (id: string) =>
  call(api.POST('/api/v1/candidate/invitations/{invitation_id}/acceptance', invitation(id)))
export const declineInvitation = (id: string) =>
  call(api.POST('/api/v1/candidate/invitations/{invitation_id}/declination', invitation(id)))
export const confirmEnd = (rosterEntryId: string) =>
  call(
    api.POST('/api/v1/candidate/entries/{roster_entry_id}/end-confirmation', {
      params: { path: { roster_entry_id: rosterEntryId } },
    }),
  )
