import { useTranslation } from 'react-i18next'
import { AlarmStrip } from '@/ui/AlarmStrip'
import { Button } from '@/ui/Button'
import { formatTimeSeconds } from '@/ui/format'

interface Props {
  query: { error: unknown; dataUpdatedAt: number; refetch: () => unknown }
}

/** What stands below could not be read again: from when it is, and the way to try once more. */
export function StaleStrip({ query }: Props) {
  const { t } = useTranslation(['list', 'common'])
  if (!query.error) return null
  return (
    <AlarmStrip
      kind="amber"
      actions={
        <Button size="s" icon="retry" onClick={() => void query.refetch()}>
          {t('common:retry')}
        </Button>
      }
    >
      {t('stale', { time: formatTimeSeconds(query.dataUpdatedAt) })}
    </AlarmStrip>
  )
}
