import type { Exam, ExamRow, ImportRow, RoomRow, RosterImport, SchoolMe } from '@/api/school_shapes'

/** 韩雪 of the demo school; change what the test is about. */
export function schoolMe(change: Partial<SchoolMe> = {}): SchoolMe {
  return {
    school: {
      id: 'school',
      code: 'demo',
      name: '示范大学',
      name_en: 'Shifan University',
      timezone: 'Asia/Shanghai',
    },
    person: { id: 'me', name: '韩雪' },
    roles: ['school_admin'],
    colleges: [{ id: 'college', name: '材料科学与工程学院', name_en: 'Materials' }],
    counts: { open_tickets: 0 },
    ...change,
  }
}

export function examRow(change: Partial<ExamRow> = {}): ExamRow {
  return {
    id: 'exam',
    version: 1,
    name: '硕士研究生复试 · 综合面试',
    name_en: "Master's admission",
    kind: 'interview',
    formality: 'formal',
    state: 'open',
    college: { id: 'college', name: '材料科学与工程学院', name_en: 'Materials' },
    starts_at: '2026-11-22T06:00:00.000Z',
    ends_at: '2026-11-22T09:30:00.000Z',
    entry_opens_at: '2026-11-22T05:00:00.000Z',
    published_at: '2026-11-20T05:00:00.000Z',
    room_count: 2,
    candidate_count: 11,
    unplaced_count: 0,
    ...change,
  }
}

export function importOf(change: Partial<RosterImport> = {}): RosterImport {
  return {
    id: 'import',
    version: 1,
    session_id: 'exam',
    file_name: '复试名单.xlsx',
    state: 'checked',
    uploaded_by_id: schoolMe().person.id,
    uploaded_by_name: '韩雪',
    written_by_name: '',
    rolled_back_by_name: '',
    created_at: '2026-11-22T06:22:00.000Z',
    written_at: null,
    roll_back_until: null,
    total: 1,
    done: 0,
    progress: null,
    counts: {},
    ignored_headings: [],
    problem: '',
    problem_params: {},
    problem_sentence: null,
    reason_needed: false,
    ...change,
  }
}

export function importRow(change: Partial<ImportRow> = {}): ImportRow {
  const number = change.number ?? 2
  return {
    id: `row ${number}`,
    version: 1,
    number,
    outcome: 'new',
    confirmed: false,
    cells: { candidate_number: '26S0001', name: '何嘉怡' },
    findings: [],
    reasons: [],
    changes: [],
    ...change,
  }
}

export function examDetail(change: Partial<Exam> = {}): Exam {
  return {
    ...examRow(),
    entry_opens_minutes: 60,
    cameras_required: 1,
    invitation_seconds: 60,
    minimum_staff: 3,
    clearance_required: true,
    desks_open_limit: 8,
    interview_seconds: 900,
    interval_seconds: 0,
    share_allowed: true,
    order_policy: 'timetable',
    languages: 'zh_en',
    support_phone: '',
    opened_at: null,
    copied_from_id: null,
    staff_count: 6,
    notice_edition: 1,
    rooms: [],
    ...change,
  }
}

export function roomRow(change: Partial<RoomRow> = {}): RoomRow {
  return {
    id: 'room',
    version: 1,
    name: '第一考场',
    name_en: 'Room 1',
    state: 'planned',
    college: { id: 'college', name: '材料科学与工程学院', name_en: 'Materials' },
    major: null,
    exam: {
      id: 'exam',
      name: '第二批',
      name_en: 'Second round',
      formality: 'formal',
      state: 'draft',
      starts_at: '2026-11-28T01:00:00.000Z',
      ends_at: '2026-11-28T02:00:00.000Z',
    },
    candidate_count: 0,
    staff_count: 1,
    chiefs: [],
    first_slot_at: null,
    last_slot_at: null,
    ...change,
  }
}
