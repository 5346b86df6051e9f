import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { TrailEntryDetail } from '@/api/school_shapes'
import { RowDrawer } from '@/staff_ui/list/RowDrawer'
import { Button } from '@/ui/Button'
import { FactMark } from '@/ui/FactMark'
import { formatDate, formatDateTime, formatTimeSeconds } from '@/ui/format'
import { LongText } from '@/ui/LongText'
import { PageState } from '@/ui/PageState'
import { useEntry } from './reads'
import '../texts/texts.css'

interface Props {
  id: string | null
  onClose: () => void
  onPerson: (id: string) => void
}

/** One entry in full: before and after, what was written down, and its place in the chain. */
export function EntryDrawer({ id, onClose, onPerson }: Props) {
  const { t } = useTranslation('school/trail')
  return (
    <RowDrawer open={id !== null} title={id && `${t('title')} ${id}`} onClose={onClose}>
      {id && <Read key={id} id={id} onPerson={onPerson} />}
    </RowDrawer>
  )
}

function Read({ id, onPerson }: { id: string; onPerson: (id: string) => void }) {
  const query = useEntry(id)
  return <PageState query={query}>{(entry) => <Known entry={entry} onPerson={onPerson} />}</PageState>
}

function Known({ entry, onPerson }: { entry: TrailEntryDetail; onPerson: (id: string) => void }) {
  const { t } = useTranslation('school/trail')
  const person = entry.person_id
  const recorded = Object.entries(entry.payload).filter(([key]) => key !== 'changes')
  return (
    <div className="kc-entry col g4">
      <p className="ink">{entry.sentence}</p>
      {entry.changes.length > 0 && (
        <table>
          <thead>
            <tr>
              <th>{t('entry.changes')}</th>
              <th>{t('entry.before')}</th>
              <th>{t('entry.after')}</th>
            </tr>
          </thead>
          <tbody>
            {entry.changes.map((change, index) => (
              <tr key={index}>
                <th scope="row">{change.field}</th>
                <td>{change.before}</td>
                <td className="ink">{change.after}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {entry.edition && <Edition edition={entry.edition} />}
      <Facts title={t('entry.facts')}>
        <Fact label={t('entry.at')}>
          {formatDate(entry.at)} {formatTimeSeconds(entry.at)}
        </Fact>
        <Fact label={t('entry.who')}>{entry.who}</Fact>
        <Fact label={t('entry.part')}>
          {t(`part.${entry.area as 'staff'}`)} {entry.label}
        </Fact>
        <Fact label={t('entry.about')}>{entry.about}</Fact>
        <Fact label={t('entry.event')}>
          <code>{entry.event}</code>
        </Fact>
      </Facts>
      <Facts title={t('entry.chain')} aside={<Seal entry={entry} />}>
        <Fact label={t('entry.position')}>{entry.position ?? '—'}</Fact>
        <Fact label={t('entry.hash')}>
          <code title={entry.chain_hash}>{entry.chain_hash.slice(0, 16) || '—'}</code>
        </Fact>
      </Facts>
      {entry.erased_at && (
        <p className="t12 dim">{t('entry.erased', { at: formatDateTime(entry.erased_at) })}</p>
      )}
      {recorded.length > 0 && (
        <Facts title={t('entry.recorded')} aside={<span className="t12 dim">{t('entry.masked')}</span>}>
          {recorded.map(([key, value]) => (
            <Fact key={key} label={<code>{key}</code>}>
              {value || '—'}
            </Fact>
          ))}
        </Facts>
      )}
      {person && (
        <Button block icon="user" onClick={() => onPerson(person)}>
          {t('entry.only_person', { name: entry.who })}
        </Button>
      )}
    </div>
  )
}

/** What was published, in both languages, as candidates read it. */
function Edition({ edition }: { edition: NonNullable<TrailEntryDetail['edition']> }) {
  const { t } = useTranslation('school/trail')
  const both = [
    { lang: 'zh-CN', title: edition.title, text: edition.text },
    ...(edition.text_en ? [{ lang: 'en', title: edition.title_en, text: edition.text_en }] : []),
  ]
  return (
    <details className="kc-edition">
      <summary className="c-act med">{t('entry.read_edition', { edition: edition.edition })}</summary>
      <FactMark kind={edition.holds ? 'ok' : 'bad'}>
        {t(edition.holds ? 'entry.as_published' : 'entry.not_as_published')}
      </FactMark>
      {both.map(({ lang, title, text }) => (
        <section key={lang} lang={lang}>
          <h4>{title}</h4>
          <LongText text={text} />
        </section>
      ))}
    </details>
  )
}

function Seal({ entry }: { entry: TrailEntryDetail }) {
  const { t } = useTranslation('school/trail')
  if (entry.holds === null) return <FactMark kind="idle">{t('entry.not_sealed')}</FactMark>
  if (entry.holds) return <FactMark kind="ok">{t('entry.holds')}</FactMark>
  return <FactMark kind="bad">{t('entry.altered')}</FactMark>
}

function Facts({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section>
      <div className="row between">
        <h4>{title}</h4>
        {aside}
      </div>
      <dl>{children}</dl>
    </section>
  )
}

function Fact({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <>
      <dt className="t12 dim">{label}</dt>
      <dd>{children}</dd>
    </>
  )
}
