import { useTranslation } from 'react-i18next'
import { api, call } from '@/api/client'
import type { RemovalPreview } from '@/api/school_shapes'
import { Ask, Show } from '@/staff_ui/Ask'
import type { AskingBulkAct, Selection } from '@/staff_ui/list/bulk'
import { BulkOutcomeText } from '@/staff_ui/list/BulkOutcomeText'
import { PageState } from '@/ui/PageState'
import { showToast } from '@/ui/toast'
import { useOutcome, usePreview, useSealedAct, whomOf } from './outcome'

const REMOVAL = '/api/v1/school/candidates/bulk/removal'

/** 「移出考试」: off the roster, who has done nothing there yet. */
export function useRemoveMany(): AskingBulkAct {
  const { t } = useTranslation('school/bulk')
  return {
    key: 'remove',
    label: t('remove.act'),
    icon: 'leave',
    danger: true,
    dialog: (props) => <RemoveMany {...props} />,
  }
}

interface Props {
  whom: Selection
  onClose: () => void
  onDone: () => void
}

function RemoveMany({ whom, onClose, onDone }: Props) {
  const { t, i18n } = useTranslation(['school/bulk', 'common'])
  const told = (exams: RemovalPreview['published']) =>
    exams
      .map(({ name, name_en, count }) =>
        t('remove.told_exam', { name: (i18n.language === 'en' && name_en) || name, count }),
      )
      .join(t('common:comma'))
  const outcome = useOutcome()
  const body = whomOf(whom)
  const preview = usePreview(['remove', body], () => call(api.POST(`${REMOVAL}/preview`, { body })))
  const [remove] = useSealedAct(async (seal: string, reason: string) => {
    const { done } = await call(api.POST(REMOVAL, { body: { ...body, seal, reason } }))
    showToast(t('remove.done', { count: done }))
    onDone()
  }, preview.refetch)
  const found = preview.data
  if (!found || found.will === 0)
    return (
      <Show title={t('remove.act')} onClose={onClose}>
        <PageState query={preview}>{(none) => <BulkOutcomeText {...outcome(none)} />}</PageState>
      </Show>
    )
  return (
    <Ask
      title={t('remove.act')}
      act={t('remove.act_n', { count: found.will })}
      danger
      write={found.needs_reason ? 'reason' : undefined}
      onClose={onClose}
      onAct={(reason) => remove(found.seal, reason)}
    >
      <div className="col">
        <BulkOutcomeText {...outcome(found)} />
        <p>
          {t('remove.who', {
            names: found.names.join(t('common:list_comma')) + (found.will > found.names.length ? ' …' : ''),
          })}
        </p>
        <p>{t('remove.note')}</p>
        {found.texts > 0 && <p className="c-amber">{t('remove.texts', { count: found.texts })}</p>}
        {found.logged_in > 0 && <p>{t('remove.logged_in', { count: found.logged_in })}</p>}
        {found.needs_reason && (
          <p className="t12 dim">{t('remove.told', { exams: told(found.published) })}</p>
        )}
      </div>
    </Ask>
  )
}
