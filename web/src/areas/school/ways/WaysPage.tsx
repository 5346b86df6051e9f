import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { NotificationPolicy, Sms } from '@/api/school_shapes'
import { LeaveDialog } from '@/staff_ui/form/LeaveDialog'
import { PageHead } from '@/staff_ui/list/PageHead'
import { AlarmStrip } from '@/ui/AlarmStrip'
import { PageState } from '@/ui/PageState'
import { showToast } from '@/ui/toast'
import { useEdits } from '../edits'
import { EditsFoot, EditsRefused } from '../EditsParts'
import { useMe } from '../me'
import { SettingsParts } from '../settings/SettingsParts'
import { useSms } from '../sms/sms'
import { editPolicy, usePolicy, type Choices } from './ways'
import { WaysTable } from './WaysTable'
import './ways.css'

/** 「通知」: by which ways each kind of notification goes, beside the page. */
export default function WaysPage() {
  const { t } = useTranslation(['school/ways', 'school/settings'])
  const sms = useSms()
  return (
    <>
      <PageHead
        title={t('school/settings:part.notifications')}
        crumb={t('school/settings:title')}
        lead={t('lead')}
      />
      <SettingsParts current="notifications" />
      {sms.data && <Quota sms={sms.data} />}
      <PageState query={usePolicy()}>{(policy) => <Policy policy={policy} />}</PageState>
    </>
  )
}

function Policy({ policy }: { policy: NotificationPolicy }) {
  const { t } = useTranslation(['school/ways', 'list'])
  const mayEdit = useMe().roles.includes('school_admin')
  const edits = useEdits<Choices, NotificationPolicy>(policy)
  const { base, typed, changes, guard } = edits
  const save = () =>
    edits.save(
      ({ version }, changed) => editPolicy({ version, ...changed }),
      () => showToast(t('list:form.saved')),
    )
  return (
    <section className="kc-card" aria-label={t('title')}>
      <EditsRefused edits={edits} />
      <WaysTable
        choices={{ ...base, ...typed }}
        changed={changes}
        disabled={!mayEdit}
        onChange={edits.change}
      />
      <EditsFoot edits={edits} note={t(mayEdit ? 'note' : 'by_school')} onSave={() => void save()} />
      {guard.asking && <LeaveDialog onStay={guard.stay} onLeave={guard.leave} />}
    </section>
  )
}

/** What text messages cost: each counts. */
function Quota({ sms }: { sms: Sms }) {
  const { t } = useTranslation('school/ways')
  const told = (used: number, limit: number | null) =>
    limit === null ? t('used', { used }) : t('used_of', { used, limit })
  const link = <Link to="/s/school/settings/sms">{t('to_sms')}</Link>
  return (
    <>
      {sms.closed !== '' && (
        <AlarmStrip kind="amber" actions={link}>
          {t('closed')}
        </AlarmStrip>
      )}
      <div className="row between g4">
        <p className="dim">
          {t('quota', {
            today: told(sms.used_today, sms.daily_limit),
            month: told(sms.used_this_month, sms.monthly_limit),
          })}
        </p>
        {sms.closed === '' && <span className="nowrap">{link}</span>}
      </div>
    </>
  )
}
