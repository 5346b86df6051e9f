import { Link, useParams, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Exam, RosterImport } from '@/api/school_shapes'
import { useAct } from '@/staff_ui/act'
import { useDownload } from '@/staff_ui/useDownload'
import { JobProgress } from '@/staff_ui/form/JobProgress'
import { PageHead } from '@/staff_ui/list/PageHead'
import { StaffUi } from '@/staff_ui/StaffUi'
import { AlarmStrip } from '@/ui/AlarmStrip'
import { RehearsalBand } from '@/ui/Bar'
import { Button } from '@/ui/Button'
import { formatTime } from '@/ui/format'
import { PageState } from '@/ui/PageState'
import { showToast } from '@/ui/toast'
import { isOver, useExam } from '../exam/reads'
import { useMe } from '../me'
import { PortraitsCard } from '../portraits/PortraitsCard'
import { DryRun } from './DryRun'
import { History } from './History'
import { badOf, isBusy, isOpen, type Busy } from './marks'
import { badRowsPath, templatePath, useImports } from './reads'
import { RosterExport } from './RosterExport'
import { Upload, useUpload } from './Upload'
import './imports.css'

/** So many of the history at once. */
const PART = 20
// One more than is shown is asked for, and a thousand are given at most.
const MOST = 980

export default function ImportPage() {
  const { exam: id = '' } = useParams({ strict: false }) as { exam?: string }
  const [newest, setNewest] = useState(PART)
  // One more than is shown says that there are earlier ones.
  const imports = useImports(id, newest + 1)
  return (
    <PageState whileThere query={useExam(id)}>
      {(exam) => (
        <StaffUi rehearsal={exam.formality === 'rehearsal'}>
          <PageState query={imports}>
            {(found) => (
              <Inside
                exam={exam}
                imports={found.slice(0, newest)}
                onEarlier={
                  found.length > newest && newest < MOST ? () => setNewest(newest + PART) : undefined
                }
              />
            )}
          </PageState>
        </StaffUi>
      )}
    </PageState>
  )
}

interface Props {
  exam: Exam
  imports: readonly RosterImport[]
  onEarlier: (() => void) | undefined
}

function Inside({ exam, imports, onEarlier }: Props) {
  const { t, i18n } = useTranslation(['school/imports', 'school/exams'])
  const english = i18n.language === 'en'
  // A dry run that is not the newest is opened by its address. Else one's own comes first: a colleague who uploads
  // meanwhile does not change what somebody is working on.
  const { import: chosen } = useSearch({ strict: false }) as { import?: string }
  const me = useMe().person.id
  const going = imports.filter((one) => isOpen(one) || isBusy(one))
  const current =
    going.find((one) => one.id === chosen) ?? going.find((one) => one.uploaded_by_id === me) ?? imports[0]
  const own = current?.uploaded_by_id === me
  const open = current !== undefined && isOpen(current)
  // What one uploaded anew cannot be read; the run that it was to take the place of goes on.
  const newest = imports[0]
  const notTaken =
    newest !== current && newest?.state === 'refused' && newest.uploaded_by_id === me ? newest : undefined
  const others = imports.filter((one) => one !== current)
  // The new file takes the place of one's own that was looked at, and stands beside a colleague's; mended rows keep
  // the good ones beside them.
  const again = useUpload(exam.id, open && own ? current.id : undefined)
  const download = useDownload()
  const [fetchFile, fetching] = useAct(async (path: string) => {
    showToast(t('downloaded', { name: await download(path, { lang: english ? 'en' : 'zh' }) }))
    return true
  })
  const fetchBad = (made: RosterImport) => void fetchFile(badRowsPath(made.id))
  return (
    <>
      <RehearsalBand on={exam.formality === 'rehearsal'} />
      <PageHead
        title={open ? t('dry_run') : t('title')}
        rehearsal={exam.formality === 'rehearsal'}
        crumb={
          <>
            <Link to="/s/school/exams">{t('school/exams:title')}</Link> /{' '}
            <Link to={`/s/school/exams/${exam.id}`}>{(english && exam.name_en) || exam.name}</Link>
          </>
        }
        lead={
          open
            ? t('looked_at', {
                name: current.file_name,
                count: current.total,
                time: formatTime(current.created_at),
                by: current.uploaded_by_name,
              })
            : t('lead')
        }
        actions={
          <>
            <Button icon="download" busy={fetching} onClick={() => void fetchFile(templatePath(exam.id))}>
              {t('template')}
            </Button>
            {!open && exam.candidate_count > 0 && (
              <RosterExport exam={exam} busy={fetching} onFetch={fetchFile} />
            )}
            {open && badOf(current) > 0 && (
              <Button icon="download" busy={fetching} onClick={() => fetchBad(current)}>
                {t('bad_rows')}
              </Button>
            )}
            {open && (
              <Button icon="upload" busy={again.busy} onClick={again.choose}>
                {t(own ? 'upload_again' : 'upload_another')}
              </Button>
            )}
            {open && again.input}
          </>
        }
      />
      {current && <Problem made={current} />}
      {notTaken && <Problem made={notTaken} />}
      {again.progress && <section className="kc-card">{again.progress}</section>}
      {open ? (
        <>
          <DryRun key={current.id} made={current} />
          {others.some(isOpen) && <History imports={others} onBadRows={fetchBad} onEarlier={onEarlier} />}
        </>
      ) : (
        <>
          {current && isBusy(current) ? (
            <Working made={current} />
          ) : isOver(exam) ? (
            <AlarmStrip kind="act">{t('over')}</AlarmStrip>
          ) : (
            !again.progress && (
              <section className="kc-card">
                <Upload upload={again} />
              </section>
            )
          )}
          {imports.length > 0 && <History imports={imports} onBadRows={fetchBad} onEarlier={onEarlier} />}
          <PortraitsCard examId={exam.id} over={isOver(exam)} />
        </>
      )}
    </>
  )
}

/** The work goes on without this page. */
function Working({ made }: { made: RosterImport }) {
  const { t } = useTranslation('school/imports')
  return (
    <section className="kc-card">
      <div className="kc-card-body">
        <JobProgress
          level={2}
          icon="document"
          title={t(`working.${made.state as Busy}`)}
          detail={made.file_name}
          job={{
            state: 'running',
            done: made.progress?.done ?? 0,
            total: made.progress?.total ?? null,
          }}
        />
      </div>
    </section>
  )
}

/** Why the file was refused, or why the last step did not happen. */
function Problem({ made }: { made: RosterImport }) {
  const { i18n } = useTranslation()
  if (!made.problem_sentence) return null
  const { zh, en } = made.problem_sentence
  return (
    <AlarmStrip kind={made.state === 'refused' ? 'red' : 'amber'} icon="alert">
      {made.state === 'refused' && `${made.file_name} · `}
      {i18n.language === 'en' ? en : zh}
    </AlarmStrip>
  )
}
