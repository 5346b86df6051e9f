import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExamRow } from '@/api/school_shapes'
import type { Filter } from '@/staff_ui/list/FilterBar'
import { ListPage } from '@/staff_ui/list/ListPage'
import { useList } from '@/staff_ui/list/useList'
import { Button } from '@/ui/Button'
import { EmptyState } from '@/ui/PageState'
import { NewExamDrawer } from '../exam/NewExamDrawer'
import { useMe } from '../me'
import { useExamColumns } from './columns'
import { STATES } from './marks'
import { useExams } from './reads'

const FILTERS = ['college_id', 'state', 'formality']

export default function ExamsPage() {
  const { t, i18n } = useTranslation(['school/exams', 'school/exam'])
  const english = i18n.language === 'en'
  const { colleges } = useMe()
  const list = useList(FILTERS)
  const navigate = useNavigate()
  const [making, setMaking] = useState(false)
  const rows = useExams(list)
  const filters: Filter[] = [
    {
      key: 'state',
      label: t('col.state'),
      options: STATES.map((value) => ({ value, label: t(`state.${value}`) })),
    },
    {
      key: 'formality',
      label: t('col.formality'),
      options: (['formal', 'rehearsal'] as const).map((value) => ({ value, label: t(`formality.${value}`) })),
    },
  ]
  // Whoever manages one college has nothing to choose.
  if (colleges.length > 1) {
    filters.unshift({
      key: 'college_id',
      label: t('col.college'),
      options: colleges.map((college) => ({
        value: college.id,
        label: (english && college.name_en) || college.name,
      })),
    })
  }
  return (
    <ListPage<ExamRow>
      id="exams"
      title={t('title')}
      lead={(count) => t('lead', { count })}
      searchHint={t('search')}
      list={list}
      rows={rows}
      columns={useExamColumns()}
      filters={filters}
      exportPath="/api/v1/school/exams/export"
      onOpen={(exam) => void navigate({ to: `/s/school/exams/${exam.id}` })}
      actions={
        <Button kind="primary" icon="plus" onClick={() => setMaking(true)}>
          {t('school/exam:new')}
        </Button>
      }
      empty={
        <EmptyState
          icon="calendar"
          title={t('empty_title')}
          actions={
            <Button icon="plus" onClick={() => setMaking(true)}>
              {t('school/exam:new')}
            </Button>
          }
        >
          {t('empty_text')}
        </EmptyState>
      }
    >
      {making && <NewExamDrawer onClose={() => setMaking(false)} />}
    </ListPage>
  )
}
