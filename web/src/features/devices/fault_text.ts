import { useTranslation } from 'react-i18next'
import type { MediaFault } from '@/media/fault'
import type { LocalKind } from '@/media/local.model'

/** Why a device did not open, and what to do about it. */
export function useMediaFault() {
  const { t } = useTranslation('common')
  return (kind: LocalKind, fault: MediaFault | null) =>
    t(`media.fault.${fault ?? 'unknown'}`, { device: t(`media.${kind}`) })
}
