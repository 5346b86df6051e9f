import { api, call } from '@/api/client'

const room = (room_id: string) => ({ params: { path: { room_id } } })

export const postToPanel = (roomId: string, text: string) =>
  call(api.POST('/api/v1/staff/rooms/{room_id}/chat', { ...room(roomId), body: { text } }))
export const broadcast = (roomId: string, text: string) =>
  call(api.POST('/api/v1/staff/rooms/{room_id}/broadcasts', { ...room(roomId), body: { text } }))
export const sendMessage = (entryId: string, text: string) =>
  call(
    api.POST('/api/v1/staff/entries/{entry_id}/messages', {
      params: { path: { entry_id: entryId } },
      body: { text },
    }),
  )
