import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { isApiError } from '@/api/errors'
import { useErrorText } from '@/ui/error_text'

/** A refusal in words; of somebody else's change in between also what was changed. */
export function useRefusalText(): (error: unknown) => string {
  const text = useErrorText()
  const { t, i18n } = useTranslation(['school/fields', 'common'])
  return useCallback(
    (error: unknown) => {
      const said = text(error)
      if (!isApiError(error, 'changed_meanwhile')) return said
      const names = (error.params.fields as string[])
        .filter((field) => i18n.exists(`field.${field}`, { ns: 'school/fields' }))
        .map((field) => t(`field.${field as 'name'}`))
      if (names.length === 0) return said
      return t('changed', { said, fields: names.join(t('common:list_comma')) })
    },
    [text, t, i18n],
  )
}
