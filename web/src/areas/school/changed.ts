import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { isApiError } from '@/api/errors'
import { useErrorText } from '@/ui/error_text'

/** A refusal in words; of somebody else's change in between also what was changed: fields, or a room's roles. */
export function useRefusalText(): (error: unknown) => string {
  const text = useErrorText()
  const { t, i18n } = useTranslation(['school/fields', 'common', 'states'])
  return useCallback(
    (error: unknown) => {
      const said = text(error)
      if (!isApiError(error, 'changed_meanwhile')) return said
      const names = (error.params.fields as string[]).flatMap((field) => {
        if (i18n.exists(`field.${field}`, { ns: 'school/fields' })) return t(`field.${field as 'name'}`)
        if (i18n.exists(`role.${field}`, { ns: 'states' })) return t(`states:role.${field as 'examiner'}`)
        return []
      })
      if (names.length === 0) return said
      return t('changed', { said, fields: names.join(t('common:list_comma')) })
    },
    [text, t, i18n],
  )
}
