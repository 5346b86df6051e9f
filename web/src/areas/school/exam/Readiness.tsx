import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Exam, ReadinessItem } from '@/api/school_shapes'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Icon } from '@/ui/Icon'
import { PageState } from '@/ui/PageState'
import { Figures } from './Figures'
import { isOver, needsReason, useReadiness } from './reads'

const LOOKS = {
  blocked: ['refused', 'c-red'],
  todo: ['alert', 'c-amber'],
  ready: ['done', 'c-green'],
} as const

interface Props {
  exam: Exam
  /** Leads to the place where it is put right; undefined where there is none here. */
  jump: (item: ReadinessItem) => (() => void) | undefined
  /** Where the exam goes from here. */
  foot: ReactNode
}

/** What still lacks before 「发布」: blocks first, each with its own button. */
export function Readiness({ exam, jump, foot }: Props) {
  const { t } = useTranslation('school/exam')
  const query = useReadiness(exam.id)
  const { ready = 0, total = 0 } = query.data ?? {}
  const standing = needsReason(exam)
  const title = t(standing ? 'ready.title_standing' : 'ready.title')
  if (isOver(exam))
    return (
      <Card title={t('ready.over')}>
        <div className="col g5">
          <Figures exam={exam} />
          <div className="col g2">{foot}</div>
        </div>
      </Card>
    )
  return (
    <Card bare className="kc-ready" title={title} aside={query.data && t('ready.count', { ready, total })}>
      {/* Scrolling by keyboard needs the focus. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="kc-ready-list" role="region" aria-label={title} tabIndex={0}>
        <PageState query={query}>
          {(data) => (
            <ul className="kc-exam-rows">
              {data.items.map((item) => (
                <Line
                  key={`${item.key}.${item.problem}`}
                  item={item}
                  standing={standing}
                  go={item.state === 'ready' ? undefined : jump(item)}
                />
              ))}
            </ul>
          )}
        </PageState>
      </div>
      <div className="kc-ready-foot">{foot}</div>
    </Card>
  )
}

interface LineProps {
  item: ReadinessItem
  /** Published already: nothing blocks it any more, but something is not as it should be. */
  standing: boolean
  go: (() => void) | undefined
}

function Line({ item, standing, go }: LineProps) {
  const { t } = useTranslation('school/exam')
  const [icon, colour] = LOOKS[item.state]
  const name = t(`ready.item.${item.key as 'texts'}`)
  return (
    <li className={item.state}>
      <span className={colour}>
        <Icon name={icon} />
      </span>
      <div className="grow">
        <div className="ink med">
          {name}{' '}
          <span className={`t12 ${colour}`}>
            {t(`ready.state.${standing && item.state === 'blocked' ? 'wrong' : item.state}`)}
          </span>
        </div>
        <p className="t12 dim">
          <Sentence item={item} />
        </p>
        {item.meetings.length > 0 && <Meetings item={item} />}
      </div>
      {go && (
        <Button size="s" onClick={go} aria-label={`${t('ready.go')}: ${name}`}>
          {t('ready.go')}
        </Button>
      )}
    </li>
  )
}

/** Who meets whom, where and why: a line each. */
function Meetings({ item }: { item: ReadinessItem }) {
  const { t } = useTranslation(['school/exam', 'states', 'common'])
  const last = item.count > item.meetings.length ? t('ready.more') : ''
  return (
    <ul className="t12 dim">
      {item.meetings.map(({ room, staff, roles, candidate, relation }, at) => (
        <li key={`${room}.${staff}.${candidate}`}>
          {t('ready.meeting', {
            room,
            staff,
            roles: roles.map((role) => t(`states:role.${role}`)).join(t('common:list_comma')),
            candidate,
            relation: t(`ready.relation.${relation}`),
          })}
          {at === item.meetings.length - 1 && last}
        </li>
      ))}
    </ul>
  )
}

function Sentence({ item }: { item: ReadinessItem }) {
  const { t } = useTranslation(['school/exam', 'common'])
  if (!item.problem) return t(`ready.fine.${item.key as 'rooms'}`, { count: item.count })
  const names = item.names.join(t('common:list_comma'))
  const more = item.count > item.names.length && item.names.length > 0
  return (
    <>
      {t(`ready.problem.${item.problem as 'without_slot'}`, { count: item.count, names })}
      {more && t('ready.more')}
    </>
  )
}
