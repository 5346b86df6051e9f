import { useTranslation } from 'react-i18next'

/** Whom to call when the page does not help; nothing where the school gives no number. */
export function SupportPhone({ phone, line = false }: { phone: string; line?: boolean }) {
  const { t } = useTranslation('candidate')
  if (!phone) return null
  // An extension is dialled by hand.
  const number = phone.replace(/[^+\d ()-].*/, '').replace(/[^+\d]/g, '')
  return (
    // On one line unless the text is so large that none is long enough.
    <a className={line ? 'kc-way t14' : ''} style={{ flex: 'none', maxWidth: '100%' }} href={`tel:${number}`}>
      {t('support', { phone })}
    </a>
  )
}
