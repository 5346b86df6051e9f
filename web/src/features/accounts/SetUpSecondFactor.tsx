import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '@/ui/error_text'
import { ErrorState, Loading } from '@/ui/PageState'
import { QrCode } from '@/ui/QrCode'
import { CodeForm } from './SecondFactorChanges'
import { useSetup, useSwitchOn } from './second_factor'

/** Scan, then type the first code: only then is it on. */
export function SetUp({ onDone, onCancel }: { onDone: (codes: string[]) => void; onCancel: () => void }) {
  const { t } = useTranslation('account')
  const text = useErrorText()
  const { mutate, data, error } = useSetup()
  const begun = useRef(false)
  const switchOn = useSwitchOn()
  useEffect(() => {
    // A second setup would make the code that was scanned worthless.
    if (begun.current) return
    begun.current = true
    mutate()
  }, [mutate])
  if (error) return <ErrorState error={error} onRetry={() => mutate()} />
  if (!data) return <Loading />
  return (
    <div className="kc-second-setup">
      <QrCode value={data.address} size={184} label={t('second.qr')} />
      <div className="col g4">
        <ol>
          <li>{t('second.scan')}</li>
          <li>
            {t('second.by_hand')} <code>{data.secret.match(/.{1,4}/g)?.join(' ')}</code>
          </li>
          <li>{t('second.type')}</li>
        </ol>
        <CodeForm
          act={t('second.confirm')}
          busy={switchOn.isPending}
          error={switchOn.error ? text(switchOn.error) : undefined}
          onCancel={onCancel}
          onCode={async (code) => {
            const made = await switchOn.mutateAsync(code).catch(() => null)
            if (made) onDone(made.codes)
          }}
        />
      </div>
    </div>
  )
}
