import { Select } from 'antd'
import { Fragment, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CandidatePage, TimelineItem } from '@/api/school_shapes'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { formatDate, formatTime, formatWeekday } from '@/ui/format'
import { Icon, type IconName } from '@/ui/Icon'
import { EmptyState, PageState } from '@/ui/PageState'
import { useNames } from '../rooms/useNames'
import { useTimeline } from './reads'
import { Sentence } from './Sentence'

export const KINDS = [
  'data',
  'login',
  'steps',
  'devices',
  'waiting',
  'interview',
  'messages',
  'tickets',
] as const
export type Kind = (typeof KINDS)[number]
const ICONS: Record<Kind, IconName> = {
  data: 'pen',
  login: 'lock',
  steps: 'check',
  devices: 'laptop',
  waiting: 'clock',
  interview: 'play',
  messages: 'message',
  tickets: 'help',
}

/** Everything that happened, newest first, in the exams that this administrator manages. */
export function Timeline({ candidate }: { candidate: CandidatePage }) {
  const { t } = useTranslation('school/timeline')
  const [kind, setKind] = useState<Kind | ''>('')
  const query = useTimeline(candidate.id, kind)
  return (
    <Card
      bare
      className="kc-timeline-card"
      title={t('title')}
      aside={
        <Select
          aria-label={t('kind_label')}
          popupMatchSelectWidth={false}
          value={kind}
          options={[
            { value: '' as const, label: t('all_kinds') },
            ...KINDS.map((value) => ({ value, label: t(`kind.${value}`) })),
          ]}
          onChange={setKind}
        />
      }
    >
      <PageState query={query}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items)
          if (items.length === 0)
            return (
              <EmptyState icon="clock" title={t('empty_title')}>
                {t('empty_text')}
              </EmptyState>
            )
          return (
            <>
              <ol className="kc-timeline" aria-label={t('title')}>
                {items.map((item, index) => (
                  <Fragment key={item.id}>
                    {dayOf(item) !== (items[index - 1] && dayOf(items[index - 1]!)) && <Day at={item.at} />}
                    <Item item={item} candidate={candidate} />
                  </Fragment>
                ))}
              </ol>
              {query.hasNextPage && (
                <div className="kc-card-body">
                  <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                    {t('more')}
                  </Button>
                </div>
              )}
            </>
          )
        }}
      </PageState>
    </Card>
  )
}

const dayOf = (item: TimelineItem) => formatDate(item.at)

function Day({ at }: { at: string }) {
  const { i18n } = useTranslation()
  return (
    <li className="kc-timeline-day t12 dim">
      {formatDate(at)} {formatWeekday(at, i18n.language)}
    </li>
  )
}

function Item({ item, candidate }: { item: TimelineItem; candidate: CandidatePage }) {
  const nameOf = useNames()
  const other = candidate.others.find(({ id }) => id === item.entry_id)
  const beside = [item.who, other && nameOf(other.exam)].filter(Boolean)
  return (
    <li className="kc-timeline-item">
      <time dateTime={item.at}>{formatTime(item.at)}</time>
      <span className={`kc-timeline-sign ${item.kind}`}>
        <Icon name={ICONS[item.kind as Kind]} size={14} />
      </span>
      <div className="col g1">
        <Sentence item={item} />
        {beside.length > 0 && <span className="t12 dim">{beside.join(' · ')}</span>}
      </div>
    </li>
  )
}
