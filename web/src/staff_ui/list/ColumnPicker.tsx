import { Popover } from 'antd'
import { useTranslation } from 'react-i18next'
import { Button } from '@/ui/Button'
import { Checkbox } from '@/ui/Checkbox'
import { moved, type Chosen, type TableColumn } from './columns'

interface Props {
  columns: readonly Pick<TableColumn<never>, 'key' | 'title' | 'fixed' | 'pinned'>[]
  chosen: Chosen
  arranged: boolean
  onChoose: (chosen: Chosen | null) => void
}

/** Which columns, in which order; remembered for this list in this browser. */
export function ColumnPicker({ columns, chosen, arranged, onChoose }: Props) {
  const { t } = useTranslation('list')
  const standing = columns.filter(({ fixed, pinned }) => fixed || pinned).map(({ key }) => key)
  const movable = chosen.order.filter((key) => !standing.includes(key))
  const titleOf = (key: string) => columns.find((column) => column.key === key)?.title ?? key

  const content = (
    <div className="kc-columns" role="group" aria-label={t('columns.title')}>
      <b>{t('columns.title')}</b>
      <ul>
        {movable.map((key, at) => (
          <li key={key} className="row">
            <span className="grow">
              <Checkbox
                dense
                checked={chosen.shown.includes(key)}
                onChange={(on) =>
                  onChoose({
                    ...chosen,
                    shown: chosen.order.filter((other) =>
                      other === key ? on : chosen.shown.includes(other),
                    ),
                  })
                }
              >
                {titleOf(key)}
              </Checkbox>
            </span>
            {([-1, 1] as const).map((by) => (
              <Button
                key={by}
                kind="text"
                size="s"
                className={by < 0 ? 'kc-turn-up' : ''}
                icon="chevron"
                disabled={by < 0 ? at === 0 : at === movable.length - 1}
                aria-label={t(by < 0 ? 'columns.up' : 'columns.down', { title: titleOf(key) })}
                onClick={() => onChoose(moved(chosen, key, by))}
              />
            ))}
          </li>
        ))}
      </ul>
      <div className="row between">
        <Button kind="text" size="s" disabled={!arranged} onClick={() => onChoose(null)}>
          {t('columns.reset')}
        </Button>
        {arranged && <span className="t12 dim">{t('columns.remembered')}</span>}
      </div>
    </div>
  )
  return (
    <Popover content={content} trigger="click" placement="bottomRight" arrow={false}>
      <Button icon="list">{t('columns.button', { count: chosen.shown.length })}</Button>
    </Popover>
  )
}
