import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Board } from '@/api/staff_shapes'
import { broadcast } from '@/features/chat/staff_acts'
import { FILTERS, type Filter } from '@/features/waiting/board_rows'
import { useAct } from '@/staff_ui/act'
import { Ask } from '@/staff_ui/Ask'
import { Button } from '@/ui/Button'
import { formatTime } from '@/ui/format'
import { Icon } from '@/ui/Icon'
import { Segments } from '@/ui/Segments'
import { showToast } from '@/ui/toast'

interface Props {
  board: Board
  mayWrite: boolean
  words: string
  onWords: (words: string) => void
}

export function BoardHead({ board, mayWrite, words, onWords }: Props) {
  const { t } = useTranslation(['staff', 'common'])
  const [asking, setAsking] = useState(false)
  const { room, rows } = board
  const [send] = useAct(async (text: string) => {
    await broadcast(room.id, text)
    showToast(t('board.sent'))
    return true
  })
  return (
    <div className="kc-board-head">
      <h1 className="t20">{t('board.title')}</h1>
      <span className="t14 dim ell">
        {t('board.average', { minutes: Math.max(1, Math.round(room.average_seconds / 60)) })}
        {room.forecast_end &&
          `${t('common:comma')}${t('board.forecast_end', { time: formatTime(room.forecast_end) })}`}
      </span>
      <label className="kc-input m push kc-board-search">
        <Icon name="search" size={16} />
        <span className="visually-hidden">{t('board.search')}</span>
        <input
          type="search"
          placeholder={t('board.search')}
          value={words}
          onChange={(event) => onWords(event.target.value)}
          onKeyDown={(event) => event.key === 'Escape' && onWords('')}
        />
      </label>
      {mayWrite && (
        <Button icon="megaphone" onClick={() => setAsking(true)}>
          {t('board.broadcast')}
        </Button>
      )}
      {asking && (
        <Ask
          title={t('board.broadcast_title', { count: rows.length })}
          act={t('ask.send')}
          write="text"
          onClose={() => setAsking(false)}
          onAct={send}
        >
          {t('board.broadcast_text')}
        </Ask>
      )}
    </div>
  )
}

export function BoardFilters({
  counts,
  value,
  onChange,
}: {
  counts: Board['counts']
  value: Filter
  onChange: (filter: Filter) => void
}) {
  const { t } = useTranslation('staff')
  return (
    <Segments<Filter>
      className="kc-board-filters"
      label={t('board.filter.label')}
      items={FILTERS.map((filter) => ({
        value: filter,
        label: (
          <>
            {t(`board.filter.${filter}`)}
            <span className={`kc-count ${filter === 'needs_help' && counts[filter] > 0 ? 'amber' : ''}`}>
              {counts[filter]}
            </span>
          </>
        ),
      }))}
      value={value}
      onChange={onChange}
    />
  )
}
