import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { isApiError } from '@/api/client'
import { usePairByCode } from '@/features/desks/phone'
import { AlarmStrip } from '@/ui/AlarmStrip'
import { Button } from '@/ui/Button'
import { useErrorText } from '@/ui/error_text'
import { TextField } from '@/ui/Field'
import { PhoneFrame } from './PhoneFrame'

/** The way in without a camera that reads codes, and the way on when a code was used up. */
export function PairPage({ error, onPaired }: { error?: unknown; onPaired: () => void }) {
  const { t } = useTranslation('phone')
  const text = useErrorText()
  const [number, setNumber] = useState('')
  const [code, setCode] = useState('')
  const pair = usePairByCode()
  const used = isApiError(error, 'pairing_code_used') || isApiError(error, 'pairing_code_invalid')

  async function submit(event: FormEvent) {
    event.preventDefault()
    const done = await pair
      .mutateAsync({ candidate_number: number.trim(), short_code: code.replace(/\D/g, '') })
      .catch(() => null)
    if (done) onPaired()
  }

  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <PhoneFrame
        foot={
          <Button
            type="submit"
            kind="primary"
            size="xl"
            block
            disabled={!number.trim() || !code.trim()}
            busy={pair.isPending}
          >
            {t('pair.submit')}
          </Button>
        }
      >
        {error !== undefined && (
          <AlarmStrip kind="amber" loud>
            {used ? t('pair.used') : text(error)}
          </AlarmStrip>
        )}
        <div>
          <h1>{t('pair.title')}</h1>
          <p className="t14 dim">{t('pair.lead')}</p>
        </div>
        <TextField
          label={t('pair.number')}
          icon="idCard"
          autoCapitalize="characters"
          autoComplete="off"
          maxLength={64}
          value={number}
          onChange={setNumber}
        />
        <TextField
          label={t('pair.code')}
          icon="link"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={12}
          value={code}
          onChange={setCode}
          error={pair.error ? text(pair.error) : undefined}
        />
      </PhoneFrame>
    </form>
  )
}
