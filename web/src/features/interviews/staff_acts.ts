import { api, call } from '@/api/client'
import type { Seat } from '@/media/room.port'

/* What the panel's pages ask of the server. Each is refused by the server to whoever may not. */
const entry = (entry_id: string) => ({ params: { path: { entry_id } } })
const invitation = (invitation_id: string) => ({ params: { path: { invitation_id } } })
const interview = (interview_id: string) => ({ params: { path: { interview_id } } })
const room = (room_id: string) => ({ params: { path: { room_id } } })

export type StaffSeat = Seat & { identity: string }
// The list of ICE servers is the browser's own shape, passed through by the server.
const asSeat = (answer: Promise<unknown>) => answer as Promise<StaffSeat>

export const takePanelSeat = (id: string) =>
  asSeat(call(api.POST('/api/v1/staff/rooms/{room_id}/panel-seat', room(id))))
export const takeDeskSeat = (id: string, purpose: 'talk' | 'view' | 'panel' | 'inspect') =>
  asSeat(call(api.POST('/api/v1/staff/entries/{entry_id}/seat', { ...entry(id), body: { purpose } })))
export const leaveSeat = (identity: string) =>
  call(api.DELETE('/api/v1/staff/seats/{identity}', { params: { path: { identity } } }))

export const invite = (id: string, reason: string | null) =>
  call(api.POST('/api/v1/staff/entries/{entry_id}/invitations', { ...entry(id), body: { reason } }))
export const withdraw = (id: string) =>
  call(api.POST('/api/v1/staff/invitations/{invitation_id}/withdrawal', invitation(id)))

export const extend = (id: string, seconds: number) =>
  call(api.POST('/api/v1/staff/interviews/{interview_id}/extension', { ...interview(id), body: { seconds } }))
export const pause = (id: string) =>
  call(api.POST('/api/v1/staff/interviews/{interview_id}/pause', interview(id)))
export const resume = (id: string) =>
  call(api.POST('/api/v1/staff/interviews/{interview_id}/resumption', interview(id)))
export const muteCandidate = (id: string) =>
  call(api.POST('/api/v1/staff/interviews/{interview_id}/candidate-mute', interview(id)))
export const stopShare = (id: string) =>
  call(api.POST('/api/v1/staff/interviews/{interview_id}/share-stop', interview(id)))
export const sendBack = (id: string) =>
  call(
    api.POST('/api/v1/staff/interviews/{interview_id}/return', { ...interview(id), body: { reason: null } }),
  )
export const endInterview = (id: string) =>
  call(api.POST('/api/v1/staff/interviews/{interview_id}/end', { ...interview(id), body: { reason: null } }))
export const reopenInterview = (id: string, reason: string) =>
  call(api.POST('/api/v1/staff/interviews/{interview_id}/reopening', { ...interview(id), body: { reason } }))
export const reportFrames = (id: string, interrupted: boolean, lastFrameAt: string | null) =>
  call(
    api.POST('/api/v1/staff/interviews/{interview_id}/frame-reports', {
      ...interview(id),
      body: { interrupted, last_frame_at: lastFrameAt },
    }),
  )

export const closeRoom = (id: string) => call(api.POST('/api/v1/staff/rooms/{room_id}/closing', room(id)))
export const reopenRoom = (id: string, reason: string) =>
  call(api.POST('/api/v1/staff/rooms/{room_id}/reopening', { ...room(id), body: { reason } }))
