import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLiveEvent } from '@/live/Live'
import type { PushEvent } from '@/live/socket'
import type { DeskConnection } from '@/media/desk.model'
import { AlarmStrip } from '@/ui/AlarmStrip'
import { Button } from '@/ui/Button'
import { playCue } from '@/media/sounds'

const STRANGER = Symbol('stranger')

/**
 * A track that is not what it says it is, seen by this page or told by the server of any desk of ours;
 * and somebody whom the server found at a desk without a seat there.
 */
export function SuspicionStrip({
  desk,
  seated,
}: {
  desk: DeskConnection | null
  seated: readonly { identity: string; name: string }[]
}) {
  const { t } = useTranslation('staff')
  const [found, setFound] = useState<string | typeof STRANGER | null>(null)
  const alarm = useCallback((who: string | typeof STRANGER) => {
    setFound(who)
    void playCue('alarm')
  }, [])
  useEffect(() => desk?.suspicious.on(alarm), [desk, alarm])
  useLiveEvent(
    'media.suspicious_track_found',
    useCallback((event: PushEvent) => alarm(String(event.data.identity)), [alarm]),
  )
  useLiveEvent(
    'media.stranger_removed',
    useCallback(() => alarm(STRANGER), [alarm]),
  )
  if (found === null) return null
  const name = seated.find(({ identity }) => identity === found)?.name || t('media.somebody')
  return (
    <AlarmStrip
      kind="red"
      icon="shield"
      actions={<Button onClick={() => setFound(null)}>{t('media.noted')}</Button>}
    >
      {found === STRANGER ? t('media.stranger') : t('media.suspicious', { name })}
    </AlarmStrip>
  )
}
