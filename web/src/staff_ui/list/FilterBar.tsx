import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { useEffect, useRef, useState, type ReactNode, type Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '@/ui/Button'
import { Icon } from '@/ui/Icon'
import { ManySelect } from '../ManySelect'
import type { Filters } from './state'

const PAUSE_MS = 300

export interface Filter {
  /** As the server calls it. */
  key: string
  label: string
  options: readonly { value: string; label: string }[]
  /** The server finds more than `options` hold. */
  onSearch?: (q: string) => void
}

/** From one day to another, both included; the keys are the server's. */
export interface Span {
  from: string
  to: string
  label: string
}

interface Props {
  placeholder: string
  q: string
  onSearch: (q: string) => void
  filters: readonly Filter[]
  span?: Span
  values: Filters
  onFilter: (values: Filters) => void
  conditions: number
  onClear: () => void
  searchField: Ref<HTMLInputElement>
  children?: ReactNode
}

const SHORT = 8
/** Cut short, one could not be told from another: two exams that differ at the end of their names. */
const areAlike = (options: Filter['options']) =>
  new Set(options.map(({ label }) => label.slice(0, SHORT))).size < options.length

/** Words to search (asked for after a pause), filters, and the way out of all of them. */
export function FilterBar(props: Props) {
  const { t } = useTranslation('list')
  const { filters, span, values, onFilter, conditions, onClear, children } = props
  return (
    <div className="kc-filters" role="search">
      <SearchField {...props} />
      {filters.map(({ key, label, options, onSearch }) => (
        <ManySelect
          key={key}
          className={`kc-filter ${areAlike(options) ? 'wide' : ''}`}
          aria-label={label}
          prefix={label}
          placeholder={t('all')}
          maxTagCount={1}
          maxTagTextLength={areAlike(options) ? undefined : SHORT}
          popupMatchSelectWidth={false}
          showSearch={(onSearch || options.length > 8) && { optionFilterProp: 'label', onSearch }}
          options={[...options]}
          value={[...(values[key] ?? [])]}
          onChange={(chosen: string[]) => onFilter({ ...values, [key]: chosen })}
        />
      ))}
      {span && <SpanField span={span} values={values} onFilter={onFilter} />}
      <span className="push row">
        {conditions > 0 && (
          <Button kind="text" onClick={onClear}>
            {t('clear', { count: conditions })}
          </Button>
        )}
        {children}
      </span>
    </div>
  )
}

const DAY = 'YYYY-MM-DD'

function SpanField({ span, values, onFilter }: { span: Span } & Pick<Props, 'values' | 'onFilter'>) {
  const { t } = useTranslation('list')
  const day = (key: string) => (values[key]?.[0] ? dayjs(values[key][0]) : null)
  return (
    <DatePicker.RangePicker
      className="kc-span"
      aria-label={span.label}
      allowEmpty={[true, true]}
      placeholder={[t('from'), t('to')]}
      format={DAY}
      value={[day(span.from), day(span.to)]}
      onChange={(days) =>
        onFilter({
          ...values,
          [span.from]: days?.[0] ? [days[0].format(DAY)] : [],
          [span.to]: days?.[1] ? [days[1].format(DAY)] : [],
        })
      }
    />
  )
}

function SearchField({ placeholder, q, onSearch, searchField }: Props) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState(q)
  const asked = useRef(q)
  useEffect(() => {
    // Cleared from elsewhere, or Back: the field follows the address.
    if (q !== asked.current) {
      asked.current = q
      setTyped(q)
    }
  }, [q])
  useEffect(() => {
    const words = typed.trim()
    if (words === asked.current) return
    const timer = setTimeout(() => {
      asked.current = words
      onSearch(words)
    }, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [typed, onSearch])
  return (
    <div className="kc-input m kc-search">
      <Icon name="search" size={16} />
      <input
        ref={searchField}
        type="search"
        aria-label={t('search')}
        aria-keyshortcuts="/"
        placeholder={placeholder}
        maxLength={100}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
    </div>
  )
}
