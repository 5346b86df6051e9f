import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PortraitImport, PortraitRow } from '@/api/school_shapes'
import { useAct } from '@/staff_ui/act'
import { Ask } from '@/staff_ui/Ask'
import { ColumnPicker } from '@/staff_ui/list/ColumnPicker'
import { useColumns, type ListColumn } from '@/staff_ui/list/columns'
import { ExportButton } from '@/staff_ui/list/ExportButton'
import { FilterBar } from '@/staff_ui/list/FilterBar'
import { useSearchKey } from '@/staff_ui/list/keys'
import { ListTable } from '@/staff_ui/list/ListTable'
import { Pager } from '@/staff_ui/list/Pager'
import { Button } from '@/ui/Button'
import type { IconName } from '@/ui/Icon'
import { EmptyState, PageState } from '@/ui/PageState'
import { Segments } from '@/ui/Segments'
import { Chip, type ChipKind } from '@/ui/StageChip'
import { showToast } from '@/ui/toast'
import { discardPortraits, rowsPath, usePortraitRows, writePortraits, type Shown } from './portraits'

type Outcome = PortraitRow['outcome']
const LOOKS: Record<Outcome, readonly [IconName, ChipKind]> = {
  new: ['plus', 'green'],
  replace: ['retry', 'accent'],
  unchanged: ['check', 'plain'],
  error: ['alert', 'red'],
}
const OUTCOMES: readonly Outcome[] = ['error', 'new', 'replace', 'unchanged']

/** Each picture, whose it is, and what is wrong with it; nothing is written yet. */
export function PortraitDryRun({ made }: { made: PortraitImport }) {
  const { t, i18n } = useTranslation(['school/portraits', 'list'])
  const [shown, setShown] = useState<Shown>({ q: '', sort: '', outcome: [], page: 1, page_size: 20 })
  const rows = usePortraitRows(made.id, shown)
  const onSearch = useCallback((q: string) => setShown((before) => ({ ...before, q, page: 1 })), [])
  const searchField = useRef<HTMLInputElement>(null)
  useSearchKey(searchField)
  const clear = () => setShown({ ...shown, q: '', outcome: [], page: 1 })
  const total = rows.data?.total
  useEffect(() => {
    // A filter left fewer pages than the one that was shown.
    const pages = Math.max(1, Math.ceil((total ?? 0) / shown.page_size))
    if (total !== undefined && shown.page > pages) setShown({ ...shown, page: pages })
  }, [total, shown])
  const [asking, setAsking] = useState<'write' | 'discard' | null>(null)
  const bad = made.counts.error ?? 0
  const good = (made.counts.new ?? 0) + (made.counts.replace ?? 0)
  const [write] = useAct(async () => {
    await writePortraits(made, bad > 0)
    showToast(t('written', { count: good }))
    return true
  })
  const [discard] = useAct(async () => {
    await discardPortraits(made.id)
    return true
  })
  const columns: ListColumn<PortraitRow>[] = [
    {
      key: 'number',
      title: t('col.number'),
      sort: 'candidate_number',
      render: ({ candidate_number }) => <span className="ink">{candidate_number || '–'}</span>,
      fixed: true,
      width: 160,
      file: ['number'],
    },
    {
      key: 'name',
      title: t('col.name'),
      render: ({ candidate_name }) => candidate_name || '–',
      width: 140,
      file: ['name'],
    },
    {
      key: 'file',
      title: t('col.file'),
      sort: 'file_name',
      render: ({ file_name }) => file_name,
      width: 260,
      file: ['file'],
    },
    {
      key: 'outcome',
      title: t('col.outcome'),
      sort: 'outcome',
      render: ({ outcome }) => (
        <Chip icon={LOOKS[outcome][0]} kind={LOOKS[outcome][1]}>
          {t(`outcome.${outcome}`)}
        </Chip>
      ),
      width: 120,
      file: ['outcome'],
    },
    {
      key: 'problem',
      title: t('col.problem'),
      sort: 'problem',
      render: ({ sentence, width, height }) =>
        sentence ? (i18n.language === 'en' ? sentence.en : sentence.zh) : `${width} × ${height}`,
      file: ['problem'],
    },
  ]
  const { chosen, choose, shown: inSight, arranged } = useColumns('portrait-rows', columns)
  return (
    <>
      <div className="kc-card-body kc-portraits-head">
        <p>{t('dry_run', { name: made.file_name, count: made.total })}</p>
        <div className="row wrap">
          <Segments
            label={t('col.outcome')}
            items={[
              { value: '' as Outcome | '', label: t('all', { count: made.total }) },
              ...OUTCOMES.filter((one) => made.counts[one]).map((one) => ({
                value: one,
                label: t('some', { outcome: t(`outcome.${one}`), count: made.counts[one] }),
              })),
            ]}
            value={shown.outcome?.[0] ?? ''}
            onChange={(outcome) => setShown({ ...shown, page: 1, outcome: outcome ? [outcome] : [] })}
          />
          <span className="push row">
            <Button onClick={() => setAsking('discard')}>{t('discard')}</Button>
            <Button kind="primary" disabled={good === 0} onClick={() => setAsking('write')}>
              {t(bad > 0 ? 'write_good' : 'write', { count: good })}
            </Button>
          </span>
        </div>
      </div>
      <FilterBar
        placeholder={t('search')}
        q={shown.q}
        onSearch={onSearch}
        filters={[]}
        values={{}}
        onFilter={() => undefined}
        conditions={(shown.q ? 1 : 0) + (shown.outcome?.length ? 1 : 0)}
        onClear={clear}
        searchField={searchField}
      >
        <ColumnPicker columns={columns} chosen={chosen} arranged={arranged} onChoose={choose} />
        <ExportButton
          path={rowsPath(made.id)}
          asked={{ q: shown.q, sort: shown.sort, outcome: shown.outcome ?? [] }}
          columns={inSight.flatMap((column) => column.file)}
        />
      </FilterBar>
      <PageState query={rows}>
        {({ items, total }) =>
          total === 0 ? (
            <EmptyState
              icon="search"
              title={t('list:filtered_title')}
              actions={
                <Button icon="close" onClick={clear}>
                  {t('list:filtered_clear')}
                </Button>
              }
            />
          ) : (
            <>
              <ListTable
                label={t('title')}
                columns={inSight}
                rows={items}
                sort={shown.sort}
                onSort={(sort) => setShown({ ...shown, sort, page: 1 })}
              />
              <Pager
                page={shown.page}
                pageSize={shown.page_size}
                total={total}
                onPage={(page) => setShown({ ...shown, page })}
                onPageSize={(size) => setShown({ ...shown, page: 1, page_size: size as Shown['page_size'] })}
              />
            </>
          )
        }
      </PageState>
      {asking === 'write' && (
        <Ask
          title={t(bad > 0 ? 'write_good' : 'write', { count: good })}
          act={t(bad > 0 ? 'write_good' : 'write', { count: good })}
          onClose={() => setAsking(null)}
          onAct={write}
        >
          {t('write_text', { added: made.counts.new ?? 0, replaced: made.counts.replace ?? 0, bad })}
        </Ask>
      )}
      {asking === 'discard' && (
        <Ask danger title={t('discard')} act={t('discard')} onClose={() => setAsking(null)} onAct={discard}>
          {t('discard_text')}
        </Ask>
      )}
    </>
  )
}
