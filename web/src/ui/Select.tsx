import { useId, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from './Field'
import { Icon } from './Icon'

export interface Option {
  value: string
  label: string
  /** Further words that find it: pinyin, codes, English name. */
  search?: string
}

interface Props {
  label: ReactNode
  options: readonly Option[]
  value: string | null
  onChange: (value: string) => void
  placeholder?: string
  hint?: ReactNode
  error?: ReactNode
  disabled?: boolean
}

/** A list one may type into: the ARIA combobox pattern with a listbox below. */
export function Select({ label, options, value, onChange, placeholder, hint, error, disabled }: Props) {
  const { t } = useTranslation()
  const listId = useId()
  const input = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState<string | null>(null)
  const [active, setActive] = useState(0)
  const open = typed !== null
  const chosen = options.find((option) => option.value === value)

  const found = useMemo(() => {
    const word = (typed ?? '').trim().toLowerCase()
    if (!word) return options
    return options.filter((option) => `${option.label} ${option.search ?? ''}`.toLowerCase().includes(word))
  }, [options, typed])

  function show() {
    if (disabled || open) return
    setTyped('')
    setActive(
      Math.max(
        0,
        options.findIndex((option) => option.value === value),
      ),
    )
  }
  function pick(option: Option | undefined) {
    if (option) onChange(option.value)
    setTyped(null)
  }
  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) {
      event.preventDefault()
      if (!open) return show()
      setActive((index) => Math.min(found.length - 1, Math.max(0, index + step)))
    } else if (event.key === 'Enter' && open) {
      event.preventDefault()
      pick(found[active])
    } else if (event.key === 'Escape' && open) {
      event.stopPropagation()
      setTyped(null)
    }
  }

  return (
    <Field label={label} hint={hint} error={error}>
      {({ id, describedBy }) => (
        <div className="kc-select">
          <div className={`kc-input l ${error ? 'bad' : ''}`}>
            <input
              ref={input}
              id={id}
              role="combobox"
              autoComplete="off"
              aria-expanded={open}
              aria-controls={listId}
              aria-autocomplete="list"
              aria-activedescendant={open && found[active] ? `${listId}-${active}` : undefined}
              aria-describedby={describedBy}
              aria-invalid={error ? true : undefined}
              disabled={disabled}
              placeholder={open && chosen ? chosen.label : (placeholder ?? t('choose'))}
              value={typed ?? chosen?.label ?? ''}
              onClick={show}
              onChange={(event) => {
                setTyped(event.target.value)
                setActive(0)
              }}
              onKeyDown={onKeyDown}
              onBlur={() => setTyped(null)}
            />
            <button
              type="button"
              className="kc-select-open"
              tabIndex={-1}
              aria-hidden="true"
              disabled={disabled}
              // Before the field loses its focus, so that pressing the arrow opens and closes.
              onMouseDown={(event) => {
                event.preventDefault()
                if (open) setTyped(null)
                else {
                  input.current?.focus()
                  show()
                }
              }}
            >
              <Icon name="chevron" size={16} />
            </button>
          </div>
          <ul
            id={listId}
            role="listbox"
            aria-label={t('choose')}
            className={open ? 'kc-options' : ''}
            hidden={!open}
          >
            {open &&
              found.map((option, index) => (
                // The keyboard goes through the field (aria-activedescendant), the pointer comes here.
                // eslint-disable-next-line jsx-a11y/click-events-have-key-events
                <li
                  key={option.value}
                  id={`${listId}-${index}`}
                  role="option"
                  aria-selected={option.value === value}
                  className={`kc-option ${index === active ? 'active' : ''}`}
                  onMouseDown={(event) => event.preventDefault()}
                  onClick={() => pick(option)}
                >
                  {option.label}
                </li>
              ))}
            {open && found.length === 0 && (
              <li className="kc-option none" role="option" aria-selected={false} aria-disabled="true">
                {t('none_found')}
              </li>
            )}
          </ul>
        </div>
      )}
    </Field>
  )
}
