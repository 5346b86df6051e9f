import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Edition, Exam } from '@/api/school_shapes'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { formatDateTime } from '@/ui/format'
import { LongText } from '@/ui/LongText'
import { EmptyState, PageState } from '@/ui/PageState'
import { isOver, useTexts, type TextKind } from './reads'
import { TextDrawer } from './TextDrawer'

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
              <TextCard
                key={kind}
                kind={kind}
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

interface CardProps {
  kind: TextKind
  editions: readonly Edition[]
  onEdit?: (() => void) | undefined
}

/** The words as candidates see them, and the editions before. */
function TextCard({ kind, editions, onEdit }: CardProps) {
  const { t } = useTranslation('school/exam')
  const [shown, setShown] = useState<number | null>(null)
  const name = t(`text.${kind}`)
  const text = editions.find((one) => one.edition === shown) ?? editions[0]
  return (
    <Card
      title={name}
      aside={
        onEdit && (
          <Button
            size="s"
            icon="pen"
            onClick={onEdit}
            aria-label={t(text ? 'text.edit_of' : 'text.write_of', { text: name })}
          >
            {t(text ? 'text.edit' : 'text.write')}
          </Button>
        )
      }
    >
      {text ? (
        <div className="col g4">
          <div className="row wrap" role="group" aria-label={t('text.editions', { text: name })}>
            {editions.map((one) => (
              <Button
                key={one.edition}
                size="s"
                aria-pressed={one === text}
                onClick={() => setShown(one.edition)}
              >
                {t('text.edition', { edition: one.edition })} · {formatDateTime(one.created_at)}
              </Button>
            ))}
          </div>
          <article lang="zh-CN">
            <h3>{text.title}</h3>
            <LongText text={text.text} />
          </article>
          {text.text_en && (
            <article lang="en">
              <h3>{text.title_en}</h3>
              <LongText text={text.text_en} />
            </article>
          )}
        </div>
      ) : (
        <EmptyState icon="document" title={t('text.none', { text: name })}>
          {t(`text.${kind}_for`)}
        </EmptyState>
      )}
    </Card>
  )
}
