import { useQuery, type QueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { api, call } from '@/api/client'
import { STAFF } from '@/staff_ui/act'

export function useRoomId(): string {
  const { room } = useParams({ strict: false }) as { room?: string }
  return room ?? ''
}

export function useStaffHome() {
  return useQuery({
    queryKey: [STAFF, 'home'],
    queryFn: () => call(api.GET('/api/v1/staff/home')),
  })
}

export function useBoard(roomId: string) {
  return useQuery({
    queryKey: [STAFF, 'board', roomId],
    queryFn: () =>
      call(api.GET('/api/v1/staff/rooms/{room_id}/board', { params: { path: { room_id: roomId } } })),
  })
}

export function usePanel(roomId: string) {
  return useQuery({
    queryKey: [STAFF, 'panel', roomId],
    queryFn: () =>
      call(api.GET('/api/v1/staff/rooms/{room_id}/panel', { params: { path: { room_id: roomId } } })),
  })
}

/**
 * Reads again all that the page shows. Never cancelling: while much happens, a slow answer would be thrown
 * away for ever. One that was under way may be older than what was told, so another follows it.
 */
export async function readAgain(cache: QueryClient): Promise<void> {
  const queryKey = [STAFF]
  const underWay = cache.isFetching({ queryKey }) > 0
  await cache.invalidateQueries({ queryKey }, { cancelRefetch: false })
  if (underWay) await cache.invalidateQueries({ queryKey }, { cancelRefetch: false })
}
