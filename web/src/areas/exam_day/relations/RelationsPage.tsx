import { Link } from '@tanstack/react-router'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, call } from '@/api/client'
import type { Met } from '@/api/school_shapes'
import { useLiveState } from '@/live/Live'
import { STAFF, useAct } from '@/staff_ui/act'
import { Bar, OfflineStrip } from '@/ui/Bar'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { FactMark } from '@/ui/FactMark'
import { formatDate, formatDateTime } from '@/ui/format'
import { PageState } from '@/ui/PageState'
import { useTitle } from '@/ui/title'
import { Declare } from './Declare'
import '@/staff_ui/staff.css'

/** Whom I am close to: declared by myself, and a word that these are all. */
export default function RelationsPage() {
  const { t, i18n } = useTranslation(['staff', 'common'])
  const english = i18n.language === 'en'
  const placesOf = (meets: Met[]) =>
    meets
      .map((one) =>
        t('relations.place', {
          room: (english && one.room_name_en) || one.room_name,
          exam: (english && one.exam_name_en) || one.exam_name,
        }),
      )
      .join(t('common:list_comma'))
  const connection = useLiveState()
  const mine = useQuery({
    queryKey: [STAFF, 'relations'],
    queryFn: () => call(api.GET('/api/v1/staff/relations')),
  })
  const [state, stating] = useAct(() => call(api.POST('/api/v1/staff/relations/statement')))
  useTitle(t('relations.title'))
  return (
    <div className="kc-page kc-staff-page">
      <Bar school={t('relations.title')} connection={connection}>
        <Link to="/s/rooms" search={{ stay: '1' } as never} className="kc-btn text s">
          {t('relations.back')}
        </Link>
      </Bar>
      <main className="kc-main wide">
        <OfflineStrip connection={connection} />
        <div>
          <h1 className="t24">{t('relations.title')}</h1>
          <p className="dim">{t('relations.lead')}</p>
        </div>
        <PageState query={mine}>
          {({ relations, stated_at }) => (
            <>
              <Card title={t('relations.mine')}>
                {relations.length === 0 && <p className="dim">{t('relations.none')}</p>}
                <ul className="col g2">
                  {relations.map((one) => (
                    <li key={one.id}>
                      <span className="ink med">{one.candidate_name}</span> {t(`relations.kind.${one.kind}`)}
                      {one.note && ` · ${one.note}`}{' '}
                      <span className="t12 dim">
                        {t(`relations.${one.source}`)} {formatDate(one.created_at)}
                      </span>
                      {one.meets.length > 0 && (
                        <div>
                          <FactMark kind="warn">
                            {t('relations.meets', { places: placesOf(one.meets) })}
                          </FactMark>
                        </div>
                      )}
                    </li>
                  ))}
                </ul>
                {relations.length > 0 && <p className="t12 dim">{t('relations.wrong')}</p>}
              </Card>
              <Declare />
              <Card>
                <div className="row between wrap">
                  <div>
                    <p>{t('relations.state_text')}</p>
                    {stated_at && (
                      <FactMark kind="ok">
                        {t('relations.stated', { at: formatDateTime(stated_at) })}
                      </FactMark>
                    )}
                  </div>
                  <Button
                    kind={stated_at ? undefined : 'primary'}
                    busy={stating}
                    onClick={() => void state()}
                  >
                    {t(stated_at ? 'relations.state_again' : 'relations.state')}
                  </Button>
                </div>
              </Card>
            </>
          )}
        </PageState>
      </main>
    </div>
  )
}
