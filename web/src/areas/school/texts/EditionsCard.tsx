import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Edition } from '@/api/school_shapes'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { formatDateTime } from '@/ui/format'
import { LongText } from '@/ui/LongText'
import { EmptyState } from '@/ui/PageState'
import type { TextName } from './texts'
import './texts.css'

interface Props {
  name: TextName
  editions: readonly Edition[]
  onEdit?: (() => void) | undefined
}

/** The words as candidates see them, and the editions before. */
export function EditionsCard({ name, editions, onEdit }: Props) {
  const { t } = useTranslation('school/texts')
  const [shown, setShown] = useState<number | null>(null)
  const title = t(`name.${name}`)
  const text = editions.find((one) => one.edition === shown) ?? editions[0]
  const edit = onEdit && (
    <Button
      size="s"
      icon="pen"
      onClick={onEdit}
      aria-label={t(text ? 'edit_of' : 'write_of', { text: title })}
    >
      {t(text ? 'edit' : 'write')}
    </Button>
  )
  return (
    <Card title={title} aside={text && edit}>
      {text ? (
        <div className="col g4 kc-edition">
          <div className="row wrap" role="group" aria-label={t('editions', { text: title })}>
            {editions.map((one) => (
              <Button
                key={one.edition}
                size="s"
                icon={one === text ? 'eye' : undefined}
                aria-pressed={one === text}
                onClick={() => setShown(one.edition)}
              >
                {t('edition', { edition: one.edition })} · {formatDateTime(one.created_at)}
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
        <EmptyState icon="document" title={t('none', { text: title })} actions={edit}>
          {t(`for.${name}`)}
        </EmptyState>
      )}
    </Card>
  )
}
