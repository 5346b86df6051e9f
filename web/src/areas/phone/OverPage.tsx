import { useTranslation } from 'react-i18next'
import { Button } from '@/ui/Button'
import { Icon } from '@/ui/Icon'
import { PhoneFrame } from './PhoneFrame'

interface Props {
  how: 'replaced' | 'removed' | 'ended' | 'elsewhere'
  /** Where there is a way back. */
  onAgain?: () => void
}

/** The camera is off here; it says why, and the way back if there is one. */
export function OverPage({ how, onAgain }: Props) {
  const { t } = useTranslation(['phone', 'common'])
  return (
    <PhoneFrame
      foot={
        onAgain && (
          <Button size="l" block onClick={onAgain}>
            {how === 'elsewhere' ? t('common:resume_here') : t('over.again')}
          </Button>
        )
      }
    >
      <div className="kc-state" role="status">
        <Icon name={how === 'ended' ? 'done' : 'phone'} size={32} />
        <h1 className="t20">{t(`over.${how}_title`)}</h1>
        <p className="dim">{t(`over.${how}_text`)}</p>
      </div>
    </PhoneFrame>
  )
}
