import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { Input, Switch } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { press } from '@/api/client'
import { isApiError } from '@/api/errors'
import type { Announcement, AnnouncementLevel } from '@/api/school_shapes'
import { changesOf, overtaken } from '@/staff_ui/form/changes'
import { useLeaveGuard } from '@/staff_ui/form/leave'
import { LeaveDialog } from '@/staff_ui/form/LeaveDialog'
import { PageHead } from '@/staff_ui/list/PageHead'
import { AlarmStrip } from '@/ui/AlarmStrip'
import { Button } from '@/ui/Button'
import { useRefusalText } from '../changed'
import { formatDateTime } from '@/ui/format'
import { useNames } from '@/ui/names'
import { PageState } from '@/ui/PageState'
import { Segments } from '@/ui/Segments'
import { showToast } from '@/ui/toast'
import { SCHOOL } from '../me'
import { Aside } from './Aside'
import { Attachments } from './Attachments'
import { Editor } from './Editor'
import { AnnouncementStateChip, MustReadChip } from './marks'
import { Parts } from './Parts'
import { Preview } from './Preview'
import { PublishDialog } from './PublishDialog'
import { createAnnouncement, editAnnouncement, useAnnouncement, type Reach, type Words } from './reads'
import { StateActs } from './StateActs'
import { Target } from './Target'
import './announcements.css'

const EMPTY: Words = { title: '', title_en: '', body: '', body_en: '', pinned: false, must_read: false }

export default function AnnouncementPage() {
  const { announcement: id = '' } = useParams({ strict: false }) as { announcement?: string }
  return id === 'new' ? <Writing key="new" one={null} /> : <Known key={id} id={id} />
}

function Known({ id }: { id: string }) {
  return <PageState query={useAnnouncement(id, true)}>{(one) => <Writing one={one} />}</PageState>
}

/** Whom a draft is for; once an edition is published this stays. */
function reachOf(one: Announcement | null): Reach {
  if (!one) return { level: 'exam', target: null }
  const target = { school: null, college: one.college_id, major: one.major_id, exam: one.session_id }
  const level = one.level as AnnouncementLevel
  return { level, target: target[level] }
}

const PARTS = Object.keys(EMPTY) as (keyof Words)[]
const wordsOf = ({ title, title_en, body, body_en, pinned, must_read }: Words): Words => {
  return { title, title_en, body, body_en, pinned, must_read }
}

const isAimedAt = (one: Announcement, other: Announcement) =>
  one.level === other.level && reachOf(one).target === reachOf(other).target

/** The same words for the same people. */
const isSaid = (one: Announcement, other: Announcement) =>
  PARTS.every((part) => one[part] === other[part]) && isAimedAt(one, other)

function Writing({ one }: { one: Announcement | null }) {
  const { t, i18n } = useTranslation(['school/announcements', 'common', 'list'])
  const nameOf = useNames()
  const navigate = useNavigate()
  const cache = useQueryClient()
  const errorText = useRefusalText()
  const [words, setWords] = useState<Words>(one ?? EMPTY)
  // What was typed stands on this version; `round` mounts the editors anew with what somebody else wrote.
  const [seen, setSeen] = useState(one?.version ?? 0)
  const [held, setHeld] = useState(one)
  const [round, setRound] = useState(0)
  const typed = useRef(0)
  const [to, setTo] = useState<Reach>(reachOf(one))
  const [language, setLanguage] = useState<'zh' | 'en'>('zh')
  const [changed, setChanged] = useState(false)
  // Asked for what somebody else wrote; what was typed stays, and where both wrote, theirs stands below.
  const [giving, setGiving] = useState(false)
  const [theirs, setTheirs] = useState<Words | null>(null)
  const [busy, setBusy] = useState(false)
  const [preview, setPreview] = useState(false)
  const [publishing, setPublishing] = useState(false)
  const [refusal, setRefusal] = useState<unknown>(null)
  const [wrong, setWrong] = useState('')
  const guard = useLeaveGuard(changed, () => undefined)
  const savedAs = reachOf(one).target
  const savedTarget =
    one && savedAs
      ? { id: savedAs, name: nameOf({ name: one.target_name, name_en: one.target_name_en }) }
      : null
  const published = one?.editions[0]

  if (one && one.version === seen && one !== held) setHeld(one)
  // A file came or went, whenever its upload ended: the words are those that one's own began with.
  if (one && changed && one.version > seen && held && isSaid(one, held)) setSeen(one.version)
  if (one && (!changed || giving) && one.version !== seen) {
    const mine = changed && held ? changesOf(wordsOf(held), wordsOf(words)) : {}
    const elsewhere = held !== null && (to.level !== held.level || to.target !== reachOf(held).target)
    const aimed = changed && elsewhere && isAimedAt(held, one)
    const next = { ...wordsOf(one), ...mine }
    setSeen(one.version)
    setGiving(false)
    setChanged(aimed || PARTS.some((part) => one[part] !== next[part]))
    setTheirs(held && overtaken(wordsOf(held), wordsOf(one), mine).length > 0 ? wordsOf(one) : null)
    if (!aimed) setTo(reachOf(one))
    if (PARTS.some((part) => next[part] !== words[part])) {
      setWords(next)
      setRound(round + 1)
    }
  }

  function write(part: Partial<Words>) {
    setWords((before) => ({ ...before, ...part }))
    touch()
  }

  function aim(reach: Reach) {
    setTo(reach)
    if (one) touch()
  }

  function touch() {
    setChanged(true)
    typed.current += 1
    setWrong('')
  }

  /** The id of what is saved; null when it was refused, and why is said. */
  async function save(quiet = false): Promise<string | null> {
    const { title, title_en, body, body_en, pinned, must_read } = words
    const values = { title, title_en, body, body_en, pinned, must_read }
    if (!title.trim()) return (setWrong(t('need_title')), null)
    if (!published && to.level !== 'school' && !to.target) return (setWrong(t('need_target')), null)
    if (one && !changed) return one.id
    const before = typed.current
    setBusy(true)
    setRefusal(null)
    try {
      const saved = await press(() =>
        one
          ? editAnnouncement(one.id, seen, values, published ? null : to)
          : createAnnouncement(to.level, to.target, values),
      )
      setSeen(saved.version)
      setTheirs(null)
      await cache.invalidateQueries({ queryKey: SCHOOL })
      // What was typed meanwhile is still to be saved.
      if (typed.current === before) setChanged(false)
      if (!one) guard.release()
      if (!quiet) showToast(t('saved'))
      if (!one) void navigate({ to: `/s/school/announcements/${saved.id}`, replace: true })
      return saved.id
    } catch (error) {
      setRefusal(error)
      return null
    } finally {
      setBusy(false)
    }
  }

  async function publish() {
    if (!words.body) return setWrong(t('need_body'))
    if (await save(true)) setPublishing(true)
  }

  const english = i18n.language === 'en'
  const edition = (one?.edition ?? 0) + 1
  return (
    <>
      <PageHead
        title={one ? (english && one.title_en) || one.title : t('new_title')}
        crumb={<Link to="/s/school/announcements">{t('title')}</Link>}
        lead={
          one && (
            <span className="row wrap">
              <AnnouncementStateChip state={one.state} />
              {one.must_read && <MustReadChip />}
              <span>
                {t(`level.${one.level as AnnouncementLevel}`)} ·{' '}
                {nameOf({ name: one.target_name, name_en: one.target_name_en })}
                {published && (
                  <>
                    {' · '}
                    {t('published_by', {
                      time: formatDateTime(published.published_at).slice(5),
                      name: published.by_name || t('system'),
                    })}
                    {' · '}
                    {t(one.changed_since_edition ? 'changed' : 'next_edition', { edition })}
                  </>
                )}
              </span>
            </span>
          )
        }
        actions={
          <>
            {one && <StateActs one={one} release={guard.release} />}
            <Button icon={preview ? 'pen' : 'eye'} onClick={() => setPreview(!preview)}>
              {t(preview ? 'write' : 'preview')}
            </Button>
            <Button busy={busy} onClick={() => void save()}>
              {t('save')}
            </Button>
            {one && (
              <Button kind="primary" busy={busy} onClick={() => void publish()}>
                {t('publish_edition', { edition })}
              </Button>
            )}
          </>
        }
      />
      {one && <Parts one={one} current="edit" />}
      {one?.publish_at && (
        <AlarmStrip kind="act" icon="clock">
          {t('scheduled_strip', { time: formatDateTime(one.publish_at) })}
        </AlarmStrip>
      )}
      {Boolean(refusal) && (
        <AlarmStrip
          kind="red"
          icon="alert"
          actions={
            isApiError(refusal, 'changed_meanwhile') && (
              <Button
                size="s"
                icon="retry"
                onClick={() => {
                  setRefusal(null)
                  setGiving(true)
                  void cache.invalidateQueries({ queryKey: SCHOOL })
                }}
              >
                {t('list:form.reload')}
              </Button>
            )
          }
        >
          {errorText(refusal)}
        </AlarmStrip>
      )}
      {wrong && (
        <AlarmStrip kind="red" icon="alert">
          {wrong}
        </AlarmStrip>
      )}
      <div className="kc-announcement">
        {preview ? (
          <Preview words={words} one={one} />
        ) : (
          <section className="kc-card">
            <div className="kc-card-body kc-announcement-form">
              {!published && (
                <div className="kc-announcement-row">
                  <span>{t('field.to')}</span>
                  <Target {...to} saved={savedTarget} onChange={(level, target) => aim({ level, target })} />
                </div>
              )}
              <div className="kc-announcement-row">
                <span>{t('field.reading')}</span>
                <div>
                  <label className="row">
                    <Switch checked={words.must_read} onChange={(must_read) => write({ must_read })} />
                    {t('must_read_switch')}
                  </label>
                  <small className="dim">
                    {t('must_read_hint')}
                    {one && one.edition > 0 && <> · {t('must_read_next')}</>}
                  </small>
                </div>
                <div>
                  <label className="row">
                    <Switch checked={words.pinned} onChange={(pinned) => write({ pinned })} />
                    {t('pin_switch')}
                  </label>
                  {published && <small className="dim">{t('pin_hint')}</small>}
                </div>
              </div>
              <div className="kc-announcement-row">
                <span>{t('field.language')}</span>
                <Segments
                  label={t('field.language')}
                  value={language}
                  onChange={setLanguage}
                  items={[
                    { value: 'zh', label: t('zh') },
                    { value: 'en', label: t('en') },
                  ]}
                />
              </div>
              {/* Hidden, not gone: each editor keeps its own history. */}
              <div hidden={language !== 'zh'} className="kc-announcement-words">
                <Input
                  aria-label={t('field.title')}
                  placeholder={t('field.title')}
                  maxLength={200}
                  value={words.title}
                  onChange={({ target }) => write({ title: target.value })}
                />
                <Editor
                  key={round}
                  label={t('field.body')}
                  lang="zh-CN"
                  value={words.body}
                  onChange={(body) => write({ body })}
                />
              </div>
              <div hidden={language !== 'en'} className="kc-announcement-words" lang="en">
                <Input
                  aria-label={`${t('field.title')} (English)`}
                  placeholder="Title"
                  maxLength={200}
                  value={words.title_en}
                  onChange={({ target }) => write({ title_en: target.value })}
                />
                <Editor
                  key={round}
                  label={`${t('field.body')} (English)`}
                  lang="en"
                  value={words.body_en}
                  onChange={(body_en) => write({ body_en })}
                />
              </div>
              {theirs && (
                <>
                  <AlarmStrip kind="amber">{t('overtaken')}</AlarmStrip>
                  <h3>{t('theirs')}</h3>
                  <Preview words={theirs} one={null} />
                </>
              )}
              <Attachments one={one} onNeedSaved={() => save(true)} />
            </div>
          </section>
        )}
        <Aside one={one} />
      </div>
      {publishing && one && <PublishDialog one={one} onClose={() => setPublishing(false)} />}
      {guard.asking && <LeaveDialog onStay={guard.stay} onLeave={guard.leave} />}
    </>
  )
}
