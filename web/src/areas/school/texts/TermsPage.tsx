import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Edition } from '@/api/school_shapes'
import { PageHead } from '@/staff_ui/list/PageHead'
import { AlarmStrip } from '@/ui/AlarmStrip'
import { PageState } from '@/ui/PageState'
import { showToast } from '@/ui/toast'
import { useMe } from '../me'
import { SettingsParts } from '../settings/SettingsParts'
import { EditionDrawer } from './EditionDrawer'
import { EditionsCard } from './EditionsCard'
import { publishTerms, useTerms } from './texts'

/** 「文本」: the terms that every candidate of the school consents to. */
export default function TermsPage() {
  const { t } = useTranslation(['school/texts', 'school/settings'])
  const [editing, setEditing] = useState(false)
  const mayEdit = useMe().roles.includes('school_admin')
  return (
    <>
      <PageHead
        title={t('school/settings:part.texts')}
        crumb={t('school/settings:title')}
        lead={t(mayEdit ? 'for.terms' : 'by_school')}
      />
      <SettingsParts current="texts" />
      <PageState query={useTerms()}>
        {({ editions }) => (
          <>
            <EditionsCard
              name="terms"
              editions={editions}
              onEdit={mayEdit ? () => setEditing(true) : undefined}
            />
            {editing && <TermsDrawer newest={editions[0]} onClose={() => setEditing(false)} />}
          </>
        )}
      </PageState>
    </>
  )
}

function TermsDrawer({ newest, onClose }: { newest: Edition | undefined; onClose: () => void }) {
  const { t } = useTranslation('school/texts')
  return (
    <EditionDrawer
      name="terms"
      newest={newest}
      english="offered"
      act={(edition) => t('publish', { edition })}
      notice={<AlarmStrip kind="amber">{t('again.terms')}</AlarmStrip>}
      onSave={async ({ edition, title, title_en, text, text_en }) => {
        const published = await publishTerms({ edition, title, title_en, text, text_en })
        showToast(t('published', { edition: published.edition }))
      }}
      onClose={onClose}
    />
  )
}
