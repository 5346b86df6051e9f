import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '@/ui/error_text'
import { showToast } from '@/ui/toast'

/** Says what was done and lets it be undone for ten seconds (the toast counts, and waits under the hand). */
export function useUndo(): (done: string, undo: () => Promise<unknown>) => void {
  const { t } = useTranslation(['list', 'common'])
  const text = useErrorText()
  return useCallback(
    (done, undo) =>
      showToast(done, {
        action: {
          label: t('common:undo'),
          run: () =>
            void undo().then(
              () => showToast(t('undo.done')),
              (error: unknown) => showToast(t('undo.failed', { reason: text(error) }), { bad: true }),
            ),
        },
      }),
    [t, text],
  )
}
