import { Dropdown, type MenuProps } from 'antd'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { BoardRow } from '@/api/staff_shapes'
import { Button } from '@/ui/Button'
import { mayDefer, mayRestore, mayTalk, mayView, type Rights } from './board_rows'

export type RowAct =
  'talk' | 'view' | 'contact' | 'message' | 'defer' | 'absent' | 'restore' | 'login_code' | 'settle_help'

interface Props {
  row: BoardRow
  rights: Rights
  /** An officer talks with one at a time. */
  busy: boolean
  onAct: (act: RowAct, row: BoardRow) => void
}

/** What can be done with this candidate now. Places stay the same from row to row and from state to state. */
export function RowActs({ row, rights, busy, onAct }: Props) {
  const { t } = useTranslation('staff')
  const more = useRef<HTMLButtonElement>(null)
  const item = (act: RowAct, possible: boolean, danger = false) =>
    possible ? [{ key: act, label: t(`board.${act}`), danger }] : []
  const items: NonNullable<MenuProps['items']> = [
    ...item('message', rights.write),
    ...item('settle_help', rights.contact && row.help_asked_at !== null),
    ...item('defer', rights.setAside && mayDefer(row)),
    ...item('restore', rights.setAside && mayRestore(row)),
    ...item('login_code', rights.contact),
    ...item('absent', rights.setAside && mayDefer(row), true),
  ]
  return (
    <span className="kc-row-acts">
      {rights.talk && (
        <Button
          size="s"
          icon="mic"
          className={mayTalk(row) ? '' : 'away'}
          disabled={busy}
          aria-label={t('board.talk')}
          title={t('board.talk')}
          onClick={() => onAct('talk', row)}
        >
          <span className="kc-row-word">{t('board.talk')}</span>
        </Button>
      )}
      {rights.view && (
        <Button
          size="s"
          icon="eye"
          className={mayView(row) ? '' : 'away'}
          aria-label={t('board.view')}
          title={t('board.view')}
          onClick={() => onAct('view', row)}
        />
      )}
      {rights.contact && (
        <Button
          size="s"
          icon="phone"
          aria-label={t('board.contact')}
          title={t('board.contact')}
          onClick={() => onAct('contact', row)}
        />
      )}
      {items.length > 0 && (
        <Dropdown
          // eslint-disable-next-line jsx-a11y/no-autofocus -- a menu that opens takes the focus
          autoFocus
          trigger={['click']}
          placement="bottomRight"
          menu={{
            items,
            onClick: ({ key }) => onAct(key as RowAct, row),
          }}
          // The menu goes: its button has the focus again, and a dialog will give it back there.
          onOpenChange={(open) => !open && more.current?.focus()}
        >
          <Button
            ref={more}
            kind="text"
            size="s"
            icon="more"
            aria-label={t('board.more')}
            title={t('board.more')}
          />
        </Dropdown>
      )}
    </span>
  )
}
