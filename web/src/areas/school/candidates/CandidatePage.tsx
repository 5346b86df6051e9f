import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CandidatePage as Candidate } from '@/api/school_shapes'
import { useAct } from '@/staff_ui/act'
import { PageHead } from '@/staff_ui/list/PageHead'
import { StaffUi } from '@/staff_ui/StaffUi'
import { RehearsalBand } from '@/ui/Bar'
import { Button } from '@/ui/Button'
import { PageState } from '@/ui/PageState'
import { StageChip, type Stage } from '@/ui/StageChip'
import { useNames } from '../rooms/useNames'
import { BulkDialog } from '@/staff_ui/list/BulkDialog'
import type { BulkPreview } from '@/staff_ui/list/bulk'
import { CodeSheets, usePrintCodes } from './CodeSheets'
import { CorrectDrawer } from './CorrectDrawer'
import { Facts } from './Facts'
import { useCandidate } from './reads'
import { Timeline } from './Timeline'
import './candidates.css'

export default function CandidatePage() {
  const { candidate: id = '' } = useParams({ strict: false }) as { candidate?: string }
  return (
    <PageState query={useCandidate(id)}>
      {(candidate) => (
        <StaffUi rehearsal={candidate.exam.formality === 'rehearsal'}>
          <Detail key={candidate.id} candidate={candidate} />
        </StaffUi>
      )}
    </PageState>
  )
}

function Detail({ candidate }: { candidate: Candidate }) {
  const { t } = useTranslation('school/candidates')
  const nameOf = useNames()
  const [correcting, setCorrecting] = useState(false)
  const print = usePrintCodes()
  const [preview, setPreview] = useState<BulkPreview | null>(null)
  const whom = { ids: [candidate.id] }
  const [look, looking] = useAct(async () => {
    setPreview(await print.preview(whom))
    return true
  })
  const [run] = useAct(() => print.run(whom, ''))
  const { exam, room, order_number: order } = candidate
  const over = exam.state === 'closed' || exam.state === 'archived'
  return (
    <>
      <RehearsalBand on={exam.formality === 'rehearsal'} />
      <PageHead
        title={candidate.name}
        rehearsal={exam.formality === 'rehearsal'}
        crumb={
          <>
            <Link to="/s/school/candidates">{t('title')}</Link> /{' '}
            <Link to={`/s/school/exams/${exam.id}`}>{nameOf(exam)}</Link>
          </>
        }
        lead={
          <span className="row wrap">
            <StageChip stage={candidate.stage as Stage} />
            <span>
              {candidate.candidate_number}
              {room && ` · ${nameOf(room)}${order === null ? '' : ` · ${String(order).padStart(2, '0')}`}`}
            </span>
          </span>
        }
        actions={
          !over && (
            <>
              <Button icon="lock" busy={looking} onClick={() => void look()}>
                {print.label}
              </Button>
              <Button kind="primary" icon="pen" onClick={() => setCorrecting(true)}>
                {t('correct')}
              </Button>
            </>
          )
        }
      />
      <CodeSheets />
      <div className="kc-candidate-page">
        <Timeline candidate={candidate} />
        <Facts candidate={candidate} />
      </div>
      {preview && <BulkDialog act={print} preview={preview} onClose={() => setPreview(null)} onRun={run} />}
      {correcting && <CorrectDrawer candidate={candidate} onClose={() => setCorrecting(false)} />}
    </>
  )
}
