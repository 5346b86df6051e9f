import { useCallback, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportRow, RosterImport } from '@/api/school_shapes'
import { useAct } from '@/staff_ui/act'
import { ColumnPicker } from '@/staff_ui/list/ColumnPicker'
import { useColumns } from '@/staff_ui/list/columns'
import { ExportButton } from '@/staff_ui/list/ExportButton'
import { FilterBar } from '@/staff_ui/list/FilterBar'
import { useSearchKey } from '@/staff_ui/list/keys'
import { ListTable } from '@/staff_ui/list/ListTable'
import { Pager } from '@/staff_ui/list/Pager'
import { useLastPage, useList } from '@/staff_ui/list/useList'
import { AlarmStrip } from '@/ui/AlarmStrip'
import { Button } from '@/ui/Button'
import { Icon } from '@/ui/Icon'
import { EmptyState, PageState } from '@/ui/PageState'
import { useImportColumns } from './columns'
import { DiscardAsk } from './DiscardAsk'
import { badOf, countOf, goodOf, LOOKS, OUTCOMES, type Outcome } from './marks'
import { MendDrawer } from './MendDrawer'
import { mendRow, rowsPath, useImportRows, useReadAgain } from './reads'
import { WriteDialog } from './WriteDialog'

const FILTERS = ['outcome']

/** What writing would do, row by row; what is wrong is mended here. Nothing is written yet. */
export function DryRun({ made }: { made: RosterImport }) {
  const { t } = useTranslation(['school/imports', 'list', 'common'])
  const list = useList(FILTERS)
  const rows = useImportRows(made, list)
  const [mending, setMending] = useState<number | null>(null)
  const readAgain = useReadAgain()
  const [confirm, confirming] = useAct(({ number, version }: ImportRow) =>
    mendRow(made.id, number, { version, confirmed: true }).finally(() => void readAgain()),
  )
  const all = useImportColumns({
    onMend: (row) => setMending(row.number),
    onConfirm: (row) => void confirm(row),
    busy: confirming,
  })
  const { chosen, choose, shown, arranged } = useColumns('import-rows', all)
  const { set } = list
  const searchField = useRef<HTMLInputElement>(null)
  const onSearch = useCallback((q: string) => set({ q }), [set])
  useSearchKey(searchField)
  useLastPage(list, rows.data?.total)
  const outcomes = list.filters['outcome'] ?? []
  const toggle = (outcome: Outcome) =>
    set({
      filters: {
        outcome: outcomes.includes(outcome)
          ? outcomes.filter((one) => one !== outcome)
          : [...outcomes, outcome],
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
        <FilterBar
          placeholder={t('search')}
          q={list.q}
          onSearch={onSearch}
          filters={[]}
          values={list.filters}
          onFilter={(filters) => set({ filters })}
          conditions={list.conditions}
          onClear={list.clear}
          searchField={searchField}
        >
          <ColumnPicker columns={all} chosen={chosen} arranged={arranged} onChoose={choose} />
          <ExportButton
            path={rowsPath(made.id)}
            asked={list.asked}
            columns={shown.flatMap((column) => column.file)}
          />
        </FilterBar>
        <div className="kc-filters kc-import-outcomes" role="group" aria-label={t('outcomes')}>
          {OUTCOMES.map((outcome) => {
            const [icon, kind] = LOOKS[outcome]
            return (
              <button
                key={outcome}
                type="button"
                className={`kc-chip kc-import-filter ${kind}`}
                aria-pressed={outcomes.includes(outcome)}
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
          {({ items, total }) =>
            total === 0 ? (
              <EmptyState
                icon="search"
                title={t('no_such_rows')}
                actions={
                  <Button icon="close" onClick={list.clear}>
                    {t('list:filtered_clear')}
                  </Button>
                }
              />
            ) : (
              <>
                <ListTable<ImportRow>
                  label={t('dry_run')}
                  columns={shown}
                  rows={items}
                  sort={list.sort}
                  onSort={(sort) => set({ sort })}
                  onOpen={(row) => setMending(row.number)}
                />
                <Pager
                  page={list.page}
                  pageSize={list.pageSize}
                  total={total}
                  onPage={(page) => set({ page })}
                  onPageSize={(pageSize) => set({ pageSize })}
                />
              </>
            )
          }
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
