import { useTranslation } from 'react-i18next'
import type { PhoneNow } from '@/features/desks/phone'
import { Button } from '@/ui/Button'
import { Icon } from '@/ui/Icon'
import { PhoneFrame } from './PhoneFrame'
import { useStop } from './useStop'

export function PendingPage({ now }: { now: PhoneNow }) {
  const { t, i18n } = useTranslation('phone')
  const stop = useStop()
  return (
    <PhoneFrame
      school={(i18n.language === 'en' && now.school_name_en) || now.school_name}
      rehearsal={now.formality === 'rehearsal'}
      foot={
        <Button size="l" block busy={stop.isPending} onClick={() => stop.mutate()}>
          {t('start.cancel')}
        </Button>
      }
    >
      <div className="kc-state" role="status">
        <Icon name="laptop" size={32} />
        <h1 className="t20">{t('pending.title')}</h1>
        <p className="dim">{t('pending.text')}</p>
      </div>
    </PhoneFrame>
  )
}
