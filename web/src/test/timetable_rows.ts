import type { Clash, Timetable, TimetableEntry, TimetableRoom } from '@/api/school_shapes'

/** 2026-11-28, from 09:00 in Beijing: quarter `n` of the hour. */
export const slot = (n: number) => new Date(Date.UTC(2026, 10, 28, 1, 15 * n)).toISOString()

export function room(id: string, change: Partial<TimetableRoom> = {}): TimetableRoom {
  return { id, version: 1, name: id, name_en: '', state: 'planned', major_id: null, duties: [], ...change }
}

export function entry(
  id: string,
  roomId: string | null = null,
  n = 0,
  change: Partial<TimetableEntry> = {},
): TimetableEntry {
  return {
    id,
    name: id,
    candidate_number: `No ${id}`,
    room_id: roomId,
    slot_starts_at: roomId ? slot(n) : null,
    order_number: roomId ? n + 1 : null,
    major_id: null,
    language: 'zh',
    time_zone: '',
    extra_time_percent: 0,
    remark: '',
    queue_state: '',
    ...change,
  }
}

export function clash(change: Partial<Clash>): Clash {
  return {
    kind: 'relation',
    blocks: true,
    room_id: null,
    entry_id: null,
    person_id: null,
    person: '唐文博',
    other: '',
    other_en: '',
    other_room_id: null,
    at: null,
    move_to: null,
    ...change,
  }
}

/** Two rooms, four slots. */
export function timetable(change: Partial<Timetable> = {}): Timetable {
  return {
    exam: {
      id: 'exam',
      version: 1,
      name: '第二批',
      name_en: 'Second round',
      formality: 'formal',
      state: 'draft',
      starts_at: slot(0),
      ends_at: slot(4),
      interview_seconds: 900,
      interval_seconds: 0,
      minimum_staff: 1,
      clearance_required: true,
      college_id: 'college',
    },
    slots: [0, 1, 2, 3].map(slot),
    rooms: [room('一'), room('二')],
    entries: [],
    clashes: [],
    experience: null,
    ...change,
  }
}
