import { useId, type InputHTMLAttributes, type ReactNode, type TextareaHTMLAttributes } from 'react'
import { Icon, type IconName } from './Icon'

interface FrameProps {
  label: ReactNode
  hint?: ReactNode
  error?: ReactNode
  size?: 'm' | 'l'
  icon?: IconName
  after?: ReactNode
}

/** Label, control, then what helps or what is wrong; the words are tied to the control by id. */
export function Field({
  label,
  hint,
  error,
  children,
}: Pick<FrameProps, 'label' | 'hint' | 'error'> & {
  children: (ids: { id: string; describedBy: string | undefined }) => ReactNode
}) {
  const id = useId()
  const note = `${id}-note`
  return (
    <div className="kc-field">
      <label htmlFor={id}>{label}</label>
      {children({ id, describedBy: error || hint ? note : undefined })}
      {error ? (
        <span className="kc-field-error" id={note} role="alert">
          <Icon name="refused" size={16} />
          {error}
        </span>
      ) : (
        hint && (
          <span className="kc-field-hint" id={note}>
            {hint}
          </span>
        )
      )}
    </div>
  )
}

type TextProps = FrameProps &
  Omit<InputHTMLAttributes<HTMLInputElement>, 'size' | 'onChange' | 'value'> & {
    value: string
    onChange: (value: string) => void
  }

export function TextField({ label, hint, error, size = 'l', icon, after, onChange, ...rest }: TextProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {({ id, describedBy }) => (
        <div className="row">
          <div className={`kc-input grow ${size} ${error ? 'bad' : ''}`}>
            {icon && <Icon name={icon} size={16} />}
            <input
              {...rest}
              id={id}
              aria-describedby={describedBy}
              aria-invalid={error ? true : undefined}
              onChange={(event) => onChange(event.target.value)}
            />
          </div>
          {after}
        </div>
      )}
    </Field>
  )
}

type AreaProps = Omit<FrameProps, 'icon' | 'after'> &
  Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'onChange' | 'value'> & {
    value: string
    onChange: (value: string) => void
  }

export function TextArea({ label, hint, error, size = 'l', onChange, ...rest }: AreaProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {({ id, describedBy }) => (
        <div className={`kc-input ${size} ${error ? 'bad' : ''}`}>
          <textarea
            {...rest}
            id={id}
            aria-describedby={describedBy}
            aria-invalid={error ? true : undefined}
            onChange={(event) => onChange(event.target.value)}
          />
        </div>
      )}
    </Field>
  )
}
