import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Edition, Exam } from '@/api/school_shapes'
import { PageState } from '@/ui/PageState'
import { EditionDrawer } from '../texts/EditionDrawer'
import { EditionsCard } from '../texts/EditionsCard'
import { writeText } from './acts'
import { ReasonItem } from './fields'
import { isOver, needsReason, useTexts, type TextKind } from './reads'

const KINDS = ['notice', 'letter'] as const

export function TextsTab({ exam }: { exam: Exam }) {
  const [editing, setEditing] = useState<TextKind | null>(null)
  const query = useTexts(exam.id)
  return (
    <div className="col g4">
      <PageState query={query}>
        {(texts) => (
          <>
            {KINDS.map((kind) => (
              <EditionsCard
                key={kind}
                name={kind}
                editions={texts[kind]}
                onEdit={isOver(exam) ? undefined : () => setEditing(kind)}
              />
            ))}
            {editing && (
              <TextDrawer
                exam={exam}
                kind={editing}
                newest={texts[editing][0]}
                onClose={() => setEditing(null)}
              />
            )}
          </>
        )}
      </PageState>
    </div>
  )
}

interface DrawerProps {
  exam: Exam
  kind: TextKind
  newest: Edition | undefined
  onClose: () => void
}

function TextDrawer({ exam, kind, newest, onClose }: DrawerProps) {
  const { t } = useTranslation('school/texts')
  return (
    <EditionDrawer
      name={kind}
      newest={newest}
      english={exam.languages === 'zh_en' ? 'needed' : 'none'}
      act={(edition) => t('save', { edition })}
      notice={newest && <p className="t14 dim">{t(`again.${kind}`)}</p>}
      onSave={(words) => writeText(exam.id, kind, words)}
      onClose={onClose}
    >
      {needsReason(exam) && <ReasonItem />}
    </EditionDrawer>
  )
}
