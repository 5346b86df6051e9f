import { useTranslation } from 'react-i18next'
import type { CollegeUnit, Organisation } from '@/api/school_shapes'
import { Card } from '@/ui/Card'
import { Icon } from '@/ui/Icon'

interface Props {
  school: Organisation
  /** Those that were found. */
  colleges: readonly CollegeUnit[]
  chosen: string
  onChoose: (collegeId: string) => void
}

/** The school's colleges, each with how many people and majors it has. */
export function OrganisationTree({ school, colleges, chosen, onChoose }: Props) {
  const { t, i18n } = useTranslation('school/settings')
  const nameOf = (unit: Organisation | CollegeUnit) => (i18n.language === 'en' && unit.name_en) || unit.name
  return (
    <Card
      bare
      className="kc-tree"
      title={nameOf(school)}
      aside={t('members_count', { count: peopleOf(school) })}
    >
      <ul aria-label={t('colleges')}>
        {colleges.map((college) => (
          <li key={college.id}>
            <button
              type="button"
              aria-current={college.id === chosen || undefined}
              onClick={() => onChoose(college.id)}
            >
              <Icon name="seat" size={16} />
              <span className="grow">{nameOf(college)}</span>
              <span className="t12 dim">
                {college.enabled ? t('majors_short', { count: college.majors.length }) : t('disabled')}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Card>
  )
}

const peopleOf = ({ member_count, staff_count }: Organisation) => member_count + staff_count
