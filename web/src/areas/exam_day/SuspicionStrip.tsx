import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLiveEvent } from '@/live/Live'
import type { PushEvent } from '@/live/socket'
import type { DeskConnection } from '@/media/desk.model'
import { AlarmStrip } from '@/ui/AlarmStrip'
import { Button } from '@/ui/Button'
import { playCue } from '@/ui/sounds'
import type { Seated } from './desk_people'

/** A track that is not what it says it is: seen by this page, or told by the server of any desk of ours. */
export function SuspicionStrip({ desk, seated }: { desk: DeskConnection | null; seated: readonly Seated[] }) {
  const { t } = useTranslation('staff')
  const [found, setFound] = useState<string | null>(null)
  const alarm = useCallback((identity: string) => {
    setFound(identity)
    void playCue('alarm')
  }, [])
  useEffect(() => desk?.suspicious.on(alarm), [desk, alarm])
  useLiveEvent(
    'media.suspicious_track_found',
    useCallback((event: PushEvent) => alarm(String(event.data.identity)), [alarm]),
  )
  if (found === null) return null
  const name = seated.find(({ identity }) => identity === found)?.name || t('media.somebody')
  return (
    <AlarmStrip
      kind="red"
      icon="shield"
      actions={<Button onClick={() => setFound(null)}>{t('media.noted')}</Button>}
    >
      {t('media.suspicious', { name })}
    </AlarmStrip>
  )
}
