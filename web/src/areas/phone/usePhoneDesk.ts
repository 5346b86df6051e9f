import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { ApiError } from '@/api/client'
import { PHONE_NOW, takePhoneSeat, type PhoneNow } from '@/features/desks/phone'
import { DeskConnection } from '@/media/desk.model'
import { useDeskState } from '@/media/hooks'
import type { LocalMedia } from '@/media/local.model'

const TAKEN: readonly (number | null)[] = [2, 4]
const TRY_AGAIN_MS = 2_000

/** Sends the camera and nothing else. `elsewhere`: another tab of this phone sends it now. */
export function usePhoneDesk(local: LocalMedia, deskOpen: boolean) {
  const [desk, setDesk] = useState<DeskConnection | null>(null)
  const [elsewhere, setElsewhere] = useState(false)
  const cache = useQueryClient()
  const wanted = deskOpen && !elsewhere

  useEffect(() => {
    if (!wanted) return
    const connection = new DeskConnection({
      local,
      publish: ['camera'],
      listening: false,
      getSeat: async ({ after }) => {
        if (TAKEN.includes(after)) {
          // Put out: by another phone (then `now` says so), by another tab (then nobody does).
          await cache.refetchQueries({ queryKey: PHONE_NOW })
          const now = cache.getQueryData<PhoneNow>(PHONE_NOW)
          throw new ApiError(now?.state === 'active' && now.desk_open ? 'seat_closed' : 'desk_not_open', 409)
        }
        return takePhoneSeat()
      },
    })
    let timer: ReturnType<typeof setTimeout> | undefined
    const off = connection.subscribe(() => {
      const { phase, stoppedBy } = connection.getSnapshot()
      if (phase !== 'stopped') return
      if (stoppedBy === 'seat_closed') return setElsewhere(true)
      void cache.invalidateQueries({ queryKey: PHONE_NOW }, { cancelRefetch: false })
      clearTimeout(timer)
      timer = setTimeout(() => connection.start(), TRY_AGAIN_MS)
    })
    connection.start()
    setDesk(connection)
    return () => {
      clearTimeout(timer)
      off()
      setDesk(null)
      void connection.leave()
    }
  }, [wanted, local, cache])

  const state = useDeskState(desk)
  return { state, elsewhere, resume: () => setElsewhere(false) }
}
