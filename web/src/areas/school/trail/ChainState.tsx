import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, call } from '@/api/client'
import type { TrailState } from '@/api/school_shapes'
import { useAct } from '@/staff_ui/act'
import { AlarmStrip, type AlarmKind } from '@/ui/AlarmStrip'
import { Button } from '@/ui/Button'
import { formatDateTime, formatTimeSeconds } from '@/ui/format'
import { SCHOOL } from '../me'
import { useChainState } from './reads'

/** Whether what is read here is what was written: the newest verification, and the way to ask for one. */
export function ChainState() {
  const { t } = useTranslation('school/trail')
  const cache = useQueryClient()
  const { data } = useChainState()
  const [verify, asking] = useAct(async () => {
    const state = await call(api.POST('/api/v1/school/trail/checks'))
    cache.setQueryData([...SCHOOL, 'trail', 'state'], state)
    return true
  })
  const said = useVerdict()
  if (!data) return null
  const running = data.check?.state === 'queued'
  const [kind, words] = said(data)
  return (
    <AlarmStrip
      kind={kind}
      icon={kind === 'green' ? 'shield' : undefined}
      actions={
        <>
          {data.last_sealed_at && (
            <span className="t12 nowrap">
              {t('chain.sealed', {
                position: data.sealed.toLocaleString(),
                at: formatTimeSeconds(data.last_sealed_at),
              })}
            </span>
          )}
          <Button size="s" busy={asking || running} onClick={() => void verify()}>
            {running ? t('chain.checking') : t('chain.check')}
          </Button>
        </>
      }
    >
      {words}
    </AlarmStrip>
  )
}

function useVerdict() {
  const { t } = useTranslation('school/trail')
  return ({ check, late }: TrailState): [AlarmKind, string] => {
    if (late > 0) return ['amber', t('chain.late', { count: late })]
    if (!check) return ['act', t('chain.never')]
    if (check.state === 'queued') return ['act', t('chain.running')]
    const at = formatDateTime(check.finished_at ?? check.created_at)
    if (check.finding_count > 0) {
      const first = check.findings[0]?.position ?? 0
      return ['red', t('chain.broken', { at, count: check.finding_count, first })]
    }
    return [
      'green',
      t('chain.whole', { at, by: check.asked_by || t('chain.of_another'), count: check.entries }),
    ]
  }
}
