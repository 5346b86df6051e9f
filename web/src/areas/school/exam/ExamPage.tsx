import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Exam, ReadinessItem } from '@/api/school_shapes'
import { PageHead } from '@/staff_ui/list/PageHead'
import { PartLinks } from '@/staff_ui/PartLinks'
import { StaffUi } from '@/staff_ui/StaffUi'
import { RehearsalBand } from '@/ui/Bar'
import { Button } from '@/ui/Button'
import { formatWeekday } from '@/ui/format'
import { PageState } from '@/ui/PageState'
import { Chip } from '@/ui/StageChip'
import { ExamStateChip, ExamTime } from '../exams/marks'
import { CopyDrawer } from './CopyDrawer'
import { EditDrawer } from './EditDrawer'
import { Readiness } from './Readiness'
import { isOver, useExam } from './reads'
import { RoomsTab } from './RoomsTab'
import { RulesTab } from './RulesTab'
import { StateActs } from './StateActs'
import { TextsTab } from './TextsTab'
import './exam.css'

const PARTS = ['rules', 'rooms', 'texts'] as const
type Part = (typeof PARTS)[number]

export default function ExamPage() {
  const { exam: id = '' } = useParams({ strict: false }) as { exam?: string }
  return (
    <PageState whileThere query={useExam(id)}>
      {(exam) => (
        <StaffUi rehearsal={exam.formality === 'rehearsal'}>
          <Detail key={exam.id} exam={exam} />
        </StaffUi>
      )}
    </PageState>
  )
}

function Detail({ exam }: { exam: Exam }) {
  const { t, i18n } = useTranslation(['school/exam', 'school/exams', 'common'])
  const english = i18n.language === 'en'
  const navigate = useNavigate()
  const search = useSearch({ strict: false }) as { part?: string }
  const part = PARTS.find((one) => one === search.part) ?? 'rules'
  const [open, setOpen] = useState<'copy' | 'rehearsal' | 'edit' | null>(null)
  const shown = useRef<HTMLDivElement>(null)
  const close = () => setOpen(null)
  const name = (english && exam.name_en) || exam.name
  const rehearsal = exam.formality === 'rehearsal'
  const counts: Record<Part, number | undefined> = {
    rules: undefined,
    rooms: exam.room_count,
    texts: undefined,
  }

  function show(next: Part) {
    void navigate({ to: '.', search: { part: next } as never, replace: true })
    shown.current?.focus()
  }

  const toImport = () => void navigate({ to: `/s/school/exams/${exam.id}/import` })

  /** Where a matter is put right on this page. */
  function jump({ key, problem }: ReadinessItem) {
    if (key === 'rehearsal') return () => setOpen('rehearsal')
    if (key === 'window') return () => setOpen('edit')
    if (key === 'rooms' || key === 'texts') return () => show(key)
    if (problem === 'staff_before_rooms') return () => show('rooms')
    if (key === 'candidates' || problem === 'slots_before_candidates') return toImport
    // Statements stand with the person; slots, clashes and who works where, in the timetable.
    if (key === 'relations') {
      const silent = { session_id: exam.id, relation: 'silent' } as never
      return () => void navigate({ to: '/s/school/staff', search: silent })
    }
    return () => void navigate({ to: `/s/school/rooms/timetable/${exam.id}` })
  }

  return (
    <>
      <RehearsalBand on={rehearsal} />
      <PageHead
        title={name}
        rehearsal={rehearsal}
        crumb={
          <>
            <Link to="/s/school/exams" activeOptions={{ exact: true }}>
              {t('school/exams:title')}
            </Link>{' '}
            / {(english && exam.college.name_en) || exam.college.name}
          </>
        }
        lead={
          <span className="row wrap kc-exam-facts">
            <ExamStateChip state={exam.state} />
            <Chip icon={rehearsal ? 'retry' : 'shield'} kind={rehearsal ? 'plum' : 'solid'}>
              {t(`formality.${exam.formality as 'formal'}`)}
            </Chip>
            <span>
              {t('school/exams:kind.interview')} · {formatWeekday(exam.starts_at, i18n.language)}{' '}
              <ExamTime exam={exam} /> {t('beijing_time')} · {t('rooms_count', { count: exam.room_count })} ·{' '}
              {t('candidates_count', { count: exam.candidate_count })}
            </span>
          </span>
        }
        actions={
          <>
            {!isOver(exam) && (
              <>
                <Button icon="upload" onClick={toImport}>
                  {t('import')}
                </Button>
                <Button icon="pen" onClick={() => setOpen('edit')}>
                  {t('edit')}
                </Button>
              </>
            )}
            <Button icon="copy" onClick={() => setOpen('copy')}>
              {t('copy')}
            </Button>
            <Button icon="retry" onClick={() => setOpen('rehearsal')}>
              {t('copy_rehearsal')}
            </Button>
          </>
        }
      />
      <PartLinks
        label={t('parts')}
        parts={PARTS.map((value) => ({
          to: '.',
          search: { part: value },
          label: t(`part.${value}`),
          count: counts[value],
          current: value === part,
        }))}
      />
      <div className="kc-exam">
        <div ref={shown} tabIndex={-1} className="kc-exam-part">
          {/* Hidden, not gone: what was changed and not saved stays. */}
          <div hidden={part !== 'rules'}>
            <RulesTab exam={exam} />
          </div>
          {part === 'rooms' && <RoomsTab exam={exam} />}
          {part === 'texts' && <TextsTab exam={exam} />}
        </div>
        <Readiness exam={exam} jump={jump} foot={<StateActs exam={exam} />} />
      </div>
      {(open === 'copy' || open === 'rehearsal') && (
        <CopyDrawer exam={exam} rehearsal={open === 'rehearsal'} onClose={close} />
      )}
      {open === 'edit' && <EditDrawer exam={exam} onClose={close} />}
    </>
  )
}
