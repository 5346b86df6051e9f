import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { api, call } from '@/api/client'
import type { CandidateFound, RelationKind } from '@/api/school_shapes'
import { useAct } from '@/staff_ui/act'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { TextField } from '@/ui/Field'
import { Select } from '@/ui/Select'
import { showToast } from '@/ui/toast'

const KINDS = ['family', 'teacher', 'interest', 'other'] as const satisfies readonly RelationKind[]

/** First whom: by the whole name or number; then in what way. */
export function Declare() {
  const { t, i18n } = useTranslation('staff')
  const english = i18n.language === 'en'
  const [words, setWords] = useState('')
  const [found, setFound] = useState<CandidateFound[] | null>(null)
  const [who, setWho] = useState<string | null>(null)
  const [kind, setKind] = useState<string | null>(null)
  const [note, setNote] = useState('')

  const [find, finding] = useAct(async (q: string) => {
    const answer = await call(api.GET('/api/v1/staff/relation-candidates', { params: { query: { q } } }))
    setFound(answer)
    setWho(answer.length === 1 ? answer[0]!.roster_entry_id : null)
    return answer
  })
  const [declare, declaring] = useAct(async (entryId: string, way: RelationKind) => {
    const { meets } = await call(
      api.POST('/api/v1/staff/relations', {
        body: { roster_entry_id: entryId, kind: way, note: note.trim() },
      }),
    )
    showToast(t(meets ? 'relations.added_meets' : 'relations.added'))
    setWords('')
    setFound(null)
    setWho(null)
    setKind(null)
    setNote('')
    return true
  })

  function look(event: FormEvent) {
    event.preventDefault()
    if (words.trim()) void find(words.trim())
  }

  return (
    <Card title={t('relations.add')}>
      <form className="col g4" onSubmit={look} noValidate>
        <TextField
          label={t('relations.find')}
          hint={t('relations.find_hint')}
          error={found?.length === 0 ? t('relations.found_none') : undefined}
          value={words}
          autoComplete="off"
          maxLength={100}
          onChange={(value) => {
            setWords(value)
            setFound(null)
          }}
          after={
            <Button type="submit" size="l" icon="search" busy={finding}>
              {t('relations.find_act')}
            </Button>
          }
        />
      </form>
      {found && found.length > 0 && (
        <div className="col g4">
          <Select
            label={t('relations.who')}
            value={who}
            onChange={setWho}
            options={found.map((one) => ({
              value: one.roster_entry_id,
              label: `${one.name} ${one.candidate_number} · ${(english && one.exam_name_en) || one.exam_name}`,
            }))}
          />
          <Select
            label={t('relations.kind_label')}
            value={kind}
            onChange={setKind}
            options={KINDS.map((value) => ({ value, label: t(`relations.kind.${value}`) }))}
          />
          <TextField label={t('relations.note')} value={note} maxLength={500} onChange={setNote} />
          <div>
            <Button
              size="l"
              busy={declaring}
              disabled={!who || !kind}
              onClick={() => who && kind && void declare(who, kind as RelationKind)}
            >
              {t('relations.add')}
            </Button>
          </div>
        </div>
      )}
    </Card>
  )
}
