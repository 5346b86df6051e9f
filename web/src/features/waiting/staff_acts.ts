import { api, call } from '@/api/client'

/* What officers (and the chief) do with somebody who waits. */
const entry = (entry_id: string) => ({ params: { path: { entry_id } } })

export const startTalk = (id: string, reason: string | null) =>
  call(api.POST('/api/v1/staff/entries/{entry_id}/talks', { ...entry(id), body: { reason } }))
export const endTalk = (id: string, cleared: boolean) =>
  call(
    api.POST('/api/v1/staff/talks/{talk_id}/end', { params: { path: { talk_id: id } }, body: { cleared } }),
  )

export type CheckItem =
  'id_card_matches' | 'id_card_valid' | 'nobody_else' | 'allowed_items_only' | 'second_camera_placed'
export type Checklist = Partial<Record<CheckItem, boolean>>

export const saveClearance = (id: string, body: { checklist?: Checklist; note?: string }) =>
  call(
    api.PATCH('/api/v1/staff/entries/{entry_id}/clearance', {
      ...entry(id),
      body: { checklist: body.checklist ?? {}, note: body.note ?? null },
    }),
  )

export const defer = (id: string) =>
  call(api.POST('/api/v1/staff/entries/{entry_id}/deferral', { ...entry(id), body: { reason: '' } }))
export const markAbsent = (id: string) =>
  call(api.POST('/api/v1/staff/entries/{entry_id}/absence', { ...entry(id), body: { confirmed: true } }))
export const restore = (id: string) =>
  call(api.POST('/api/v1/staff/entries/{entry_id}/restoration', entry(id)))
export const settleHelp = (id: string) => call(api.DELETE('/api/v1/staff/entries/{entry_id}/help', entry(id)))
export const showContact = (id: string) =>
  call(api.POST('/api/v1/staff/entries/{entry_id}/contact', entry(id)))
export const reissueLoginCode = (id: string) =>
  call(api.POST('/api/v1/staff/entries/{entry_id}/login-code', entry(id)))
