import type { components } from '@/api/schema'

type EntryNow = components['schemas']['EntryNow']

/** One candidate in the waiting area, with everything a page may show; tests change what they are about. */
export function entryNow(change: Partial<EntryNow> = {}): EntryNow {
  return {
    server_time: '2026-11-22T06:06:12.000Z',
    as_of: '7461.16412.1795327572',
    exam: {
      name: '硕士研究生复试 · 综合面试',
      name_en: 'Interview',
      formality: 'formal',
      starts_at: '2026-11-22T06:00:00.000Z',
      ends_at: '2026-11-22T09:30:00.000Z',
      cameras_required: 2,
      support_phone: '010-0000 0199',
    },
    school: { name: '示范大学', name_en: 'Shifan University' },
    college: { name: '材料科学与工程学院', name_en: 'Materials' },
    room: { id: 'room', name: '第二考场', name_en: 'Room 2' },
    slot_starts_at: null,
    candidate: { name: '陈思远', candidate_number: '26S0417', phone_masked: '138****6270', major: null },
    step: 'waiting',
    steps: [],
    notice: { edition: 1, title: '须知', title_en: 'Notice', text: '一\n\n二', text_en: 'One\n\nTwo' },
    announcements: { total: 0, unread: 0, must_read_id: null },
    notifications: 0,
    tickets: [],
    device_check: null,
    commitment: null,
    queue: {
      entry_id: 'queue-1',
      state: 'waiting',
      place: 3,
      ahead: 2,
      forecast_from: '2026-11-22T06:35:00.000Z',
      forecast_to: '2026-11-22T06:50:00.000Z',
      away_since: null,
      help_asked_at: null,
      cleared_at: null,
    },
    officer: { state: 'busy', name: '周敏' },
    missing: [
      { key: 'commitment', done: true },
      { key: 'second_camera', done: false },
      { key: 'clearance', done: false },
    ],
    desk: { open: false },
    watched: false,
    talk: null,
    phone: { state: 'none', label: '', battery_percent: null, page_hidden: false, since: null },
    messages: [],
    invitation: null,
    interview: null,
    people: [],
    ended: null,
    ...change,
  }
}
