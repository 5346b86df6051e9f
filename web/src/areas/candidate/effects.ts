import type { QueryClient } from '@tanstack/react-query'
import i18next from 'i18next'
import { CONSENTS } from '@/features/commitments/consents'
import { payload, refetch, spreadDelay, type Effect, type Effects } from '@/live/effects'
import { showToast } from '@/ui/toast'
import { NOW, readMissed } from './now'

const EXAMS = ['candidate', 'exams'] as const

/** After a gap. */
export function catchUp(cache: QueryClient): void {
  void readMissed(cache)
  void cache.invalidateQueries({ queryKey: EXAMS })
}

const now = refetch(NOW)
const everything = refetch(NOW, EXAMS)

const ROOM_SPREAD_MS = 1_500

/** Told to a whole room at once: the pages do not all ask in the same moment. */
const later =
  (effect: Effect): Effect =>
  (event, cache) =>
    void setTimeout(() => effect(event, cache), spreadDelay(ROOM_SPREAD_MS))
const ANNOUNCEMENTS = ['candidate', 'announcements'] as const
const news = later(refetch(NOW, EXAMS, ANNOUNCEMENTS))
/** Told in words of the school's, and nothing of the arrangements is another. */
const WORDS: readonly string[] = ['message', 'ticket_answered', 'announcement_withdrawn']
const notices = refetch(NOW, EXAMS, ['candidate', 'notifications'])
const soon = later(now)

/** That the own computer came or went changes nothing here; thousands hear it at once when push is started again. */
const ofPhone: Effect = (event, cache) => {
  if (event.data.kind !== 'laptop') now(event, cache)
}
const everythingSoon = later(everything)

/** What rings or moves is patched at once in `useEntryEvents`; the rest reads `now` again. */
export const effects: Effects = {
  'waiting.state_changed': everything,
  'waiting.talk_started': now,
  'waiting.talk_ended': now,
  'waiting.clearance_saved': now,
  'waiting.candidate_arrived': now,
  'waiting.help_asked': now,
  'waiting.help_withdrawn': now,
  'waiting.candidate_went_away': now,
  'waiting.candidate_came_back': now,
  'waiting.candidate_deferred': everything,
  'waiting.candidate_marked_absent': everything,
  'waiting.candidate_restored': everything,
  'interviews.candidate_invited': everything,
  'interviews.invitation_closed': everything,
  'interviews.interview_started': everything,
  'interviews.interview_extended': now,
  'interviews.clock_stopped': now,
  'interviews.clock_resumed': now,
  'interviews.interview_ended': everything,
  'interviews.interview_reopened': everything,
  'interviews.end_confirmed': everything,
  'interviews.officer_presence_changed': soon,
  'announcements.announcement_published': (event, cache) => {
    const { title, title_en: english } = payload(event, 'announcements.announcement_published')
    showToast(i18next.t('candidate:announced', { title: (i18next.language === 'en' && english) || title }))
    news(event, cache)
  },
  'announcements.announcement_withdrawn': news,
  'notifications.notification_sent': (event, cache) => {
    const { kind } = payload(event, 'notifications.notification_sent')
    showToast(i18next.t(WORDS.includes(kind) ? 'candidate:told' : 'candidate:changed'))
    notices(event, cache)
  },
  'notifications.notification_confirmed': notices,
  'announcements.announcement_read': refetch(NOW, EXAMS, ANNOUNCEMENTS),
  'exams.officers_changed': soon,
  'waiting.officer_availability_changed': soon,
  'exams.room_state_changed': soon,
  'exams.session_edited': everythingSoon,
  'exams.session_state_changed': everythingSoon,
  'exams.ticket_answered': now,
  'exams.ticket_opened': now,
  'exams.ticket_closed': now,
  'exams.notice_read': everything,
  'exams.room_confirmed': everything,
  'candidates.corrected': everything,
  'exams.roster_entry_placed': everything,
  'exams.roster_entry_removed': everything,
  'commitments.commitment_signed': everything,
  'commitments.consent_text_published': later(refetch(NOW, CONSENTS)),
  'commitments.letter_published': soon,
  'desks.desk_opened': now,
  'desks.desk_closed': now,
  'desks.desk_moved': now,
  'desks.phone_paired': now,
  'desks.phone_confirmed': now,
  'desks.phone_replaced': now,
  'desks.phone_removed': now,
  'desks.device_came_online': ofPhone,
  'desks.device_went_offline': ofPhone,
  'desks.visitors_changed': now,
  'desks.device_check_recorded': everything,
  'desks.screen_share_allowed': now,
}
