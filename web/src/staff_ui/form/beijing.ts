// Comes with antd, whose calendar it drives: never a version of our own.
import local from '@rc-component/picker/generate/dayjs'
import dayjs, { type Dayjs } from 'dayjs'
import 'dayjs/locale/zh-cn'
import utc from 'dayjs/plugin/utc'
import { serverClock } from '@/api/clock'
import { formatDateTime } from '@/ui/format'

dayjs.extend(utc)

/** What a clock in Beijing shows, in the one calendar where no hour is ever left out or comes twice. */
export const onBeijingClock = (moment: string | number) => dayjs.utc(formatDateTime(moment))

/** The same moment as the server takes it. */
export const asMoment = (shown: Dayjs) => `${shown.format('YYYY-MM-DDTHH:mm')}:00+08:00`

/** How a calendar counts: the reader's own zone, with its summer time, has no part in it. */
export const beijing: typeof local = {
  ...local,
  getNow: () => onBeijingClock(serverClock.now()),
  getFixedDate: (text) => dayjs.utc(text),
  locale: {
    ...local.locale,
    parse: (_, text, formats) =>
      formats.map((format) => dayjs.utc(text, format, true)).find((one) => one.isValid()) ?? null,
  },
}
