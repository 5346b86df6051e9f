import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CollegeUnit, MajorUnit } from '@/api/school_shapes'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { EmptyState } from '@/ui/PageState'
import { Chip } from '@/ui/StageChip'
import { UnitDrawer } from './UnitDrawer'

interface Props {
  college: CollegeUnit
  /** Only the school's administrators change the college itself; its majors are its own. */
  mayRename: boolean
}

export function CollegeCard({ college, mayRename }: Props) {
  const { t, i18n } = useTranslation('school/settings')
  const [open, setOpen] = useState<'college' | 'new' | string | null>(null)
  const nameOf = (unit: MajorUnit) => (i18n.language === 'en' && unit.name_en) || unit.name
  const close = () => setOpen(null)
  const major = college.majors.find(({ id }) => id === open)
  const add = (
    <Button size="s" icon="plus" onClick={() => setOpen('new')}>
      {t('major.new')}
    </Button>
  )
  return (
    <Card
      bare
      title={
        <span className="row wrap">
          {nameOf(college)}
          {college.code && <span className="t12 dim">{college.code}</span>}
          {!college.enabled && <Chip icon="pause">{t('disabled')}</Chip>}
        </span>
      }
      aside={
        mayRename && (
          <Button size="s" icon="pen" onClick={() => setOpen('college')}>
            {t('college.edit')}
          </Button>
        )
      }
    >
      <div className="kc-college-facts">
        <Link to="/s/school/settings/members" search={{ college_id: college.id } as never}>
          {t('members_count', { count: college.member_count + college.staff_count })}
        </Link>
        <span className="dim">{t('majors_count', { count: college.majors.length })}</span>
        <span className="push">{college.majors.length > 0 && add}</span>
      </div>
      {college.majors.length === 0 ? (
        <EmptyState icon="book" title={t('major.none_title')} actions={add}>
          {t('major.none_text')}
        </EmptyState>
      ) : (
        <table className="kc-majors">
          <thead>
            <tr>
              <th>{t('code')}</th>
              <th>{t('major.name')}</th>
              <th>{t('state')}</th>
              <th>
                <span className="visually-hidden">{t('act')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {college.majors.map((unit) => (
              <tr key={unit.id}>
                <td>{unit.code}</td>
                <td className="ink">{nameOf(unit)}</td>
                <td className={unit.enabled ? '' : 'c-amber'}>{t(unit.enabled ? 'enabled' : 'disabled')}</td>
                <td>
                  <Button
                    size="s"
                    onClick={() => setOpen(unit.id)}
                    aria-label={t('unit_edit_of', { name: nameOf(unit) })}
                  >
                    {t('edit')}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {open === 'college' && <UnitDrawer kind="college" unit={college} onClose={close} />}
      {(open === 'new' || major) && (
        <UnitDrawer kind="major" college={college} unit={major} onClose={close} />
      )}
    </Card>
  )
}
