import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { ExamRow } from '@/api/school_shapes'
import { RowDrawer } from '@/staff_ui/list/RowDrawer'
import { Button } from '@/ui/Button'
import { KeyValues } from '@/ui/Card'
import { formatDateTime } from '@/ui/format'
import { ExamName, ExamStateChip, ExamTime } from './marks'

/** The facts of one exam beside the list. */
export function ExamDrawer({ exam, onClose }: { exam: ExamRow | undefined; onClose: () => void }) {
  const { t, i18n } = useTranslation('school/exams')
  const navigate = useNavigate()
  const english = i18n.language === 'en'
  const over = exam?.state === 'closed' || exam?.state === 'archived'
  return (
    <RowDrawer
      open={exam !== undefined}
      title={exam && <ExamName exam={exam} />}
      onClose={onClose}
      foot={
        exam &&
        !over && (
          <Button icon="upload" onClick={() => void navigate({ to: `/s/school/exams/${exam.id}/import` })}>
            {t('import')}
          </Button>
        )
      }
    >
      {exam && (
        <KeyValues
          rows={[
            [t('col.state'), <ExamStateChip key="state" state={exam.state} />],
            [t('col.college'), (english && exam.college.name_en) || exam.college.name],
            [t('col.time'), <ExamTime key="time" exam={exam} />],
            [t('col.entry_opens'), formatDateTime(exam.entry_opens_at)],
            [t('published'), exam.published_at ? formatDateTime(exam.published_at) : t('not_published')],
            [t('col.rooms'), exam.room_count],
            [t('col.candidates'), exam.candidate_count],
            [t('col.unplaced'), exam.unplaced_count],
          ]}
        />
      )}
    </RowDrawer>
  )
}
