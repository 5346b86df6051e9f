import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AlarmStrip } from '@/ui/AlarmStrip'
import { Button } from '@/ui/Button'
import { KeyValues } from '@/ui/Card'
import { formatDateTime } from '@/ui/format'
import { PageState } from '@/ui/PageState'
import { Chip } from '@/ui/StageChip'
import { RecoveryCodes } from './RecoveryCodes'
import { useReadAgain, useSecondFactor } from './second_factor'
import { RenewCodes, SwitchOff } from './SecondFactorChanges'
import { SetUp } from './SetUpSecondFactor'
import './second_factor.css'

type Doing = 'setup' | 'renew' | 'off' | null

/** 「两步验证」 on one's own account page. */
export function SecondFactor() {
  const { t } = useTranslation('account')
  const state = useSecondFactor()
  const readAgain = useReadAgain()
  const [doing, setDoing] = useState<Doing>(null)
  const [codes, setCodes] = useState<string[] | null>(null)
  const done = (made: string[] | null) => {
    setDoing(null)
    setCodes(made)
    readAgain()
  }
  if (codes) return <RecoveryCodes codes={codes} onClose={() => setCodes(null)} />
  if (doing === 'setup') return <SetUp onDone={done} onCancel={() => done(null)} />
  if (doing === 'renew') return <RenewCodes onDone={done} onCancel={() => done(null)} />
  if (doing === 'off') return <SwitchOff onDone={() => done(null)} onCancel={() => done(null)} />
  return (
    <PageState query={state}>
      {({ on_since, recovery_codes_left }) =>
        on_since ? (
          <div className="col g4">
            <KeyValues
              rows={[
                [
                  t('second.state'),
                  <Chip key="on" icon="shield" kind="green">
                    {t('second.on')}
                  </Chip>,
                ],
                [t('second.since'), formatDateTime(on_since)],
                [t('second.codes'), t('second.codes_left', { count: recovery_codes_left })],
              ]}
            />
            {recovery_codes_left < 3 && <AlarmStrip kind="amber">{t('second.few_left')}</AlarmStrip>}
            <div className="row end wrap">
              <Button onClick={() => setDoing('renew')}>{t('second.renew')}</Button>
              <Button kind="danger" onClick={() => setDoing('off')}>
                {t('second.switch_off')}
              </Button>
            </div>
          </div>
        ) : (
          <div className="col g4">
            <p>{t('second.what')}</p>
            <div className="row end">
              <Button kind="primary" icon="shield" onClick={() => setDoing('setup')}>
                {t('second.switch_on')}
              </Button>
            </div>
          </div>
        )
      }
    </PageState>
  )
}
