import { DatePicker } from 'antd'
import { asMoment, beijing, onBeijingClock } from './beijing'

interface Props {
  /** The form's: a moment as the server writes it. */
  value?: string
  onChange?: (value: string | undefined) => void
  id?: string
}

const SHOWN = 'YYYY-MM-DD HH:mm'
const Calendar = DatePicker.generatePicker(beijing)

/** A moment, picked or typed on Beijing time as every time on screen, wherever the reader sits. */
export function TimeField({ value, onChange, ...field }: Props) {
  return (
    <Calendar
      {...field}
      className="kc-time"
      showTime={{ format: 'HH:mm', minuteStep: 5 }}
      needConfirm={false}
      format={SHOWN}
      // Takes what was typed; the form is not sent by it.
      onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
      placeholder={SHOWN}
      value={value ? onBeijingClock(value) : null}
      onChange={(picked) => onChange?.(picked ? asMoment(picked) : undefined)}
    />
  )
}
