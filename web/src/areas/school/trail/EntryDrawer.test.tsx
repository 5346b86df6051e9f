import { screen } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import type { TrailEntryDetail } from '@/api/school_shapes'
import { show, violations } from '@/test/render'
import { EntryDrawer } from './EntryDrawer'

const answers = vi.hoisted(() => ({ entry: {} as object }))
vi.mock('./reads', () => ({
  useEntry: () => ({ data: answers.entry, error: null, refetch: () => {} }),
}))

const ENTRY: TrailEntryDetail = {
  id: '7',
  at: '2026-11-23T03:00:00.000Z',
  event: 'commitments.letter_published',
  group: '承诺书',
  person_id: null,
  who: '韩雪',
  about: '综合面试',
  sentence: '韩雪 发布了承诺书第 2 版',
  changes: [],
  sealed: true,
  area: 'staff',
  label: '',
  login_session_id: null,
  subject_kind: 'letter_text',
  subject_id: 'letter',
  payload: {},
  erased_at: null,
  sealed_at: null,
  position: 7,
  chain_hash: 'a'.repeat(64),
  payload_hash: 'b'.repeat(64),
  holds: true,
  edition: { edition: 2, title: '承诺书', title_en: '', text: '一。\n\n二。', text_en: '', holds: false },
}
const drawer = () => <EntryDrawer id="7" onClose={() => {}} onPerson={() => {}} />

it('gives the words of an edition, and says when they are not those that were published', async () => {
  HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
    this.open = true
  }
  answers.entry = ENTRY
  const { container } = await show(drawer())
  expect(await screen.findByText('阅读第 2 版全文')).toBeTruthy()
  expect([screen.getByText('一。').tagName, screen.getByText('二。').tagName]).toEqual(['P', 'P'])
  expect(screen.getByText('与发布时不一致')).toBeTruthy()
  expect(await violations(container)).toEqual([])
})

it('offers no words where there are none', async () => {
  answers.entry = { ...ENTRY, edition: null }
  await show(drawer())
  expect(await screen.findByText(ENTRY.sentence)).toBeTruthy()
  expect(screen.queryByText(/全文/)).toBeNull()
})
