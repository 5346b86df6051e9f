import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportRow, RosterImport } from '@/api/school_shapes'
import { useAct } from '@/staff_ui/act'
import { ListTable } from '@/staff_ui/list/ListTable'
import { Pager } from '@/staff_ui/list/Pager'
import { useList } from '@/staff_ui/list/useList'
import { AlarmStrip } from '@/ui/AlarmStrip'
import { Button } from '@/ui/Button'
import { Icon } from '@/ui/Icon'
import { PageState } from '@/ui/PageState'
import { useImportColumns } from './columns'
import { DiscardAsk } from './DiscardAsk'
import { badOf, countOf, goodOf, LOOKS, OUTCOMES, type Outcome } from './marks'
import { MendDrawer } from './MendDrawer'
import { mendRow, useImportRows } from './reads'
import { WriteDialog } from './WriteDialog'

const FILTERS = ['outcome']

/** What writing would do, row by row; what is wrong is mended here. Nothing is written yet. */
export function DryRun({ made }: { made: RosterImport }) {
  const { t } = useTranslation(['school/imports', 'common'])
  const list = useList(FILTERS)
  const rows = useImportRows(made.id, list)
  const [mending, setMending] = useState<number | null>(null)
  const [confirm, confirming] = useAct(({ number, version }: ImportRow) =>
    mendRow(made.id, number, { version, confirmed: true }),
  )
  const columns = useImportColumns({
    onMend: (row) => setMending(row.number),
    onConfirm: (row) => void confirm(row),
    busy: confirming,
  })
  const chosen = list.filters['outcome'] ?? []
  const toggle = (outcome: Outcome) =>
    list.set({
      filters: {
        outcome: chosen.includes(outcome) ? chosen.filter((one) => one !== outcome) : [...chosen, outcome],
      },
    })

  return (
    <>
      {made.ignored_headings.length > 0 && (
        <AlarmStrip kind="act">
          {t('ignored', { headings: made.ignored_headings.join(t('common:list_comma')) })}
        </AlarmStrip>
      )}
      <section className="kc-card kc-list kc-import" aria-label={t('dry_run')}>
        <div className="kc-filters" role="group" aria-label={t('outcomes')}>
          {OUTCOMES.map((outcome) => {
            const [icon, kind] = LOOKS[outcome]
            return (
              <button
                key={outcome}
                type="button"
                className={`kc-chip kc-import-filter ${kind}`}
                aria-pressed={chosen.includes(outcome)}
                onClick={() => toggle(outcome)}
              >
                <Icon name={icon} size={14} />
                {t(`outcome.${outcome}`)} {countOf(made, outcome)}
              </button>
            )
          })}
          {made.state === 'reading' && (
            <span className="push t14 dim" role="status">
              {t('checking_again')}
            </span>
          )}
        </div>
        <PageState query={rows}>
          {({ items, total }) => (
            <>
              <ListTable<ImportRow>
                label={t('dry_run')}
                columns={columns}
                rows={items}
                sort=""
                onSort={() => undefined}
                onOpen={(row) => setMending(row.number)}
              />
              {items.length === 0 && <p className="kc-import-none dim">{t('no_such_rows')}</p>}
              <Pager
                page={list.page}
                pageSize={list.pageSize}
                total={total}
                onPage={(page) => list.set({ page })}
                onPageSize={(pageSize) => list.set({ pageSize })}
              />
            </>
          )}
        </PageState>
        <Foot made={made} />
      </section>
      {mending !== null && (
        <MendDrawer made={made} number={mending} onClose={() => setMending(null)} key={mending} />
      )}
    </>
  )
}

/** How it stands, and the three ways on: all, only the good rows, nothing. */
function Foot({ made }: { made: RosterImport }) {
  const { t } = useTranslation(['school/imports', 'common'])
  const [open, setOpen] = useState<'write' | 'discard' | null>(null)
  const [errors, confirms] = [countOf(made, 'error'), countOf(made, 'confirm')]
  const [bad, good] = [badOf(made), goodOf(made)]
  const close = () => setOpen(null)
  return (
    <div className="kc-import-foot">
      <Icon name={bad > 0 ? 'alert' : 'done'} size={24} />
      <div className="grow">
        <div className="ink med">
          {errors > 0 && t('with_errors', { count: errors })}
          {errors > 0 && confirms > 0 && t('common:comma')}
          {confirms > 0 && t('with_confirms', { count: confirms })}
          {bad === 0 && (good > 0 ? t('all_good', { count: good }) : t('nothing_new'))}
        </div>
        <div className="t12 dim">{bad > 0 && good > 0 ? t('may_skip') : t('one_transaction')}</div>
      </div>
      <Button onClick={() => setOpen('discard')}>{t('discard')}</Button>
      <Button
        kind="primary"
        disabled={good === 0 || made.state !== 'checked'}
        onClick={() => setOpen('write')}
      >
        {bad > 0 ? t('write_good', { count: good }) : t('write_all', { count: good })}
      </Button>
      {open === 'write' && <WriteDialog made={made} onClose={close} />}
      {open === 'discard' && <DiscardAsk made={made} onClose={close} />}
    </div>
  )
}
