import { formatDateTime } from '@/ui/format'
import { isOnBeijingTime } from '@/ui/zone'
import { useWords, type Notice } from './reads'

const KINDS = [
  'slot_changed',
  'exam_time_changed',
  'exam_withdrawn',
  'cameras_changed',
  'room_renamed',
  'exam_left',
  'announcement_withdrawn',
  'duty_added',
  'duty_removed',
  'statement_asked',
  'relation_met',
  'second_step_reset',
  'ticket_given',
  'ticket_answered',
] as const
/** As they stand in the sentences, from behind. */
const TIMES = ['slot_at', 'ends_at', 'starts_at', 'was_ends_at', 'was_starts_at'] as const
type Kind = (typeof KINDS)[number]

/** What changed, in a sentence; with the reason that the school gave. */
export function useNoticeWords() {
  const { t, i18n } = useWords()
  const english = i18n.language === 'en'
  return ({ kind, params, reason }: Pick<Notice, 'kind' | 'params' | 'reason'>) => {
    const text = (name: string) => String((english && params[`${name}_en`]) || params[name] || '')
    // The school's own words.
    if (kind === 'message') return { title: text('title'), text: String(params.text), reason: '' }
    const known = KINDS.find((one) => one === kind) ?? ('slot_changed' as Kind)
    // Whose clock it is, once a sentence: behind the last time.
    const last = isOnBeijingTime() ? undefined : TIMES.find((name) => params[name])
    const time = (name: (typeof TIMES)[number]) =>
      params[name]
        ? formatDateTime(String(params[name])) + (name === last ? t('common:in_beijing') : '')
        : t('notice.no_time')
    // The slot stays, and takes longer or shorter.
    const changed = params.kept ? 'duty_changed' : known
    const isFirst = known === 'slot_changed' && !params.was_room && !params.was_starts_at
    const moved = isFirst ? 'slot_given' : changed
    const said = params.minutes ? 'length_changed' : moved
    const roles = ((params.roles ?? []) as string[]).map((role) => t(`states:role.${role as 'examiner'}`))
    const relation = params.relation && t(`notice.relation_met.${params.relation as 'other'}`)
    const values = {
      staff: params.staff,
      candidate: params.candidate,
      question: params.question || t('notice.no_words'),
      answer: params.answer,
      relation,
      exam: text('exam'),
      title: text('title'),
      room: text('room') || t('notice.no_room'),
      was_room: text('was_room') || t('notice.no_room'),
      at: time('starts_at'),
      was: time('was_starts_at'),
      end: time('ends_at'),
      was_end: time('was_ends_at'),
      roles: roles.join(t('common:list_comma')),
      cameras: t(Number(params.cameras) > 1 ? 'notice.cameras_changed.two' : 'notice.cameras_changed.one'),
      minutes: params.minutes,
      was_minutes: params.was_minutes,
    }
    const place = { slot: time('slot_at'), room: values.room, minutes: params.takes }
    const mine =
      known === 'exam_time_changed' && params.slot_at
        ? t(`notice.exam_time_changed.${params.takes ? 'mine_whole' : 'mine'}`, place)
        : ''
    const call =
      known === 'exam_left' && params.phone ? t('notice.exam_left.phone', { phone: params.phone }) : ''
    return {
      title: t(`notice.${said}.title`),
      text:
        (relation ? t('notice.relation_met.named', values) : t(`notice.${said}.text`, values)) + mine + call,
      reason: reason && t('notice.reason', { reason }),
    }
  }
}
