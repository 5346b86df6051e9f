import { act, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it, vi } from 'vitest'
import type { ImportRow, RosterImport } from '@/api/school_shapes'
import { routed } from '@/test/at'
import { FakeUpload } from '@/test/fake_upload'
import { show, violations } from '@/test/render'
import { examDetail, importOf, importRow, schoolMe } from '@/test/school_rows'
import { hideToast, toastStore } from '@/ui/toast'
import { Toasts } from '@/ui/Toasts'
import { MeContext } from '../me'
import ImportPage from './ImportPage'

vi.mock('@tanstack/react-router', async (original) => ({
  ...(await original<object>()),
  useParams: () => ({ exam: 'exam' }),
}))

let imports: RosterImport[]
let rows: ImportRow[]
let asked: string[]
let sent: { method: string; path: string; body: unknown }[]
let refused: boolean
let deleted: boolean

beforeEach(() => {
  // jsdom has no dialogs.
  HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
    this.open = true
  }
  HTMLDialogElement.prototype.close ??= function (this: HTMLDialogElement) {
    this.open = false
  }
  FakeUpload.install()
  for (const { id } of toastStore.getSnapshot()) hideToast(id)
  imports = []
  rows = []
  sent = []
  refused = false
  deleted = false
  asked = []
  vi.stubGlobal('fetch', async (request: Request) => {
    const { pathname, search } = new URL(request.url)
    const path = pathname.replace('/api/v1/school', '')
    if (request.method !== 'GET') {
      const text = await request.text()
      const json = request.headers.get('Content-Type') === 'application/json'
      sent.push({ method: request.method, path: path + search, body: json ? JSON.parse(text) : text })
      if (refused) return Response.json({ code: 'wrong_state' }, { status: 409 })
      return Response.json(imports[0] ?? importOf({ state: 'reading', total: 0 }), { status: 200 })
    }
    asked.push(path + search)
    if (deleted) return Response.json({ code: 'not_found' }, { status: 404 })
    if (path === '/exams/exam/roster/export' || path === '/imports/import/rows/export')
      return new Response('PK')
    if (path === '/exams/exam') return Response.json(examDetail({ state: 'draft' }))
    if (path === '/exams/exam/imports') return Response.json(imports)
    if (path === '/imports/import/rows') {
      return Response.json({ items: rows, total: rows.length, page: 1, page_size: 20 })
    }
    const whole = rows.find(({ number }) => path === `/imports/import/rows/${number}`)
    return whole
      ? Response.json({ ...whole, cells: { ...whole.cells, phone: '1381234567' } })
      : Response.json({ code: 'not_found' }, { status: 404 })
  })
})

async function open(language: 'zh-CN' | 'en' = 'zh-CN', address = '/') {
  localStorage.clear()
  const { page } = routed(
    () => (
      <MeContext.Provider value={schoolMe()}>
        <ImportPage />
        <Toasts />
      </MeContext.Provider>
    ),
    address,
  )
  return show(page, language)
}

const wrong = importRow({
  number: 3,
  outcome: 'error',
  cells: { candidate_number: '26S0002', name: '王若溪', phone: '138****567' },
  findings: [
    {
      column: 'phone',
      code: 'phone_length',
      params: { length: 10 },
      confirm: false,
      sentence: { zh: '手机号应为 11 位，现为 10 位', en: 'A mobile number has 11 digits; this has 10' },
    },
  ],
  reasons: [{ zh: '手机号应为 11 位，现为 10 位', en: 'Phone: A mobile number has 11 digits; this has 10' }],
})
const DRY = importOf({ total: 2, counts: { new: 1, update: 0, unchanged: 0, confirm: 0, error: 1 } })

it('takes a chosen file as it is, under its name', async () => {
  const { container } = await open()
  await screen.findByRole('heading', { name: '把名单拖到这里，或点按钮选择文件' })
  expect(await violations(container)).toEqual([])
  await userEvent.setup().upload(screen.getByTestId('roster-file'), new File(['a,b'], '名单.csv'))
  const upload = FakeUpload.sent[0]!
  const { pathname, search } = new URL(upload.url)
  expect(decodeURIComponent(pathname + search)).toBe('/api/v1/school/exams/exam/imports?name=名单.csv')
  expect(upload.headers).toEqual({ 'Content-Type': 'application/octet-stream', 'X-Kaochang': '1' })
  expect(upload.body).toBeInstanceOf(File)
  act(() => upload.moves(1))
  const bar = await screen.findByRole('progressbar')
  expect(bar.getAttribute('aria-valuenow')).toBe('33')
  expect(await violations(container)).toEqual([])
  imports = [importOf({ state: 'reading', total: 0 })]
  act(() => upload.answers(201))
  expect(await screen.findByText('正在读取并核对')).toBeTruthy()
})

it('keeps a file that did not arrive, to be sent again or not', async () => {
  await open()
  const user = userEvent.setup()
  await user.upload(await screen.findByTestId('roster-file'), new File(['a,b'], '名单.csv'))
  act(() => FakeUpload.sent[0]!.breaks())
  expect(await screen.findByText('名单.csv 没有上传成功')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: '重新上传' }))
  expect(FakeUpload.sent[1]!.body).toBe(FakeUpload.sent[0]!.body)
  await user.click(screen.getByRole('button', { name: '取消上传' }))
  expect(await screen.findByRole('button', { name: '上传名单' })).toBeTruthy()
  expect(FakeUpload.sent).toHaveLength(2)
})

it('keeps what is being sent in sight while the newest import is at work', async () => {
  const { unmount } = await open()
  await userEvent.setup().upload(await screen.findByTestId('roster-file'), new File(['a,b'], '名单.csv'))
  unmount()
  imports = [importOf({ state: 'reading', total: 0, file_name: '同事.csv' })]
  await open()
  expect(await screen.findByText('正在读取并核对')).toBeTruthy()
  expect(screen.getByText('正在上传 名单.csv')).toBeTruthy()
  act(() => FakeUpload.sent[0]!.breaks())
  expect(await screen.findByText('名单.csv 没有上传成功')).toBeTruthy()
  await userEvent.setup().click(screen.getByRole('button', { name: '不再上传' }))
})

it.each(['checked', 'reading'] as const)(
  'says whose place another file takes while that is %s',
  async (state) => {
    // Read again after a row was mended: its good rows stay beside those of the file all the same.
    imports = [{ ...DRY, state }]
    await open()
    await userEvent.setup().upload(await screen.findByTestId('roster-file'), new File(['a,b'], '错误行.csv'))
    const { searchParams } = new URL(FakeUpload.sent[0]!.url, 'https://exam.example.edu')
    expect(Object.fromEntries(searchParams)).toEqual({ name: '错误行.csv', replaces: 'import' })
    act(() => FakeUpload.sent[0]!.answers(201))
    await waitFor(() => expect(screen.queryByText('正在上传 错误行.csv')).toBeNull())
    expect(sent).toEqual([])
  },
)

it('sends nothing of what is larger than is taken', async () => {
  await open()
  const file = new File(['a'], '名单.csv')
  Object.defineProperty(file, 'size', { value: 20_000_001 })
  const user = userEvent.setup()
  await user.upload(await screen.findByTestId('roster-file'), file)
  expect(await screen.findByText('名单.csv 没有上传成功')).toBeTruthy()
  expect(FakeUpload.sent).toEqual([])
  await user.click(screen.getByRole('button', { name: '不再上传' }))
})

it('lets an older dry run of a colleague be opened, or put away', async () => {
  const older = importOf({ id: 'older', file_name: '同事.xlsx', uploaded_by_name: '李岩' })
  imports = [{ ...DRY }, older]
  rows = [importRow()]
  await open()
  expect(await screen.findByRole('link', { name: '打开 同事.xlsx 的试运行' })).toBeTruthy()
  const user = userEvent.setup()
  await user.click(screen.getByRole('button', { name: '不写入 同事.xlsx' }))
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: '不写入' }))
  await waitFor(() => expect(sent[0]!.path).toBe('/imports/older/discarding'))
})

it('stays with what one is working on when a colleague uploads, and puts nothing of theirs away', async () => {
  imports = [
    importOf({ id: 'newer', file_name: '同事.xlsx', uploaded_by_id: 'other', uploaded_by_name: '李岩' }),
    DRY,
  ]
  rows = [importRow()]
  const { unmount } = await open()
  expect(await screen.findByText(/^复试名单\.xlsx · /)).toBeTruthy()
  expect(screen.getByRole('link', { name: '打开 同事.xlsx 的试运行' })).toBeTruthy()
  expect(screen.getByRole('button', { name: '重新上传' })).toBeTruthy()
  unmount()
  imports = [imports[0]!]
  await open()
  await screen.findByText(/^同事\.xlsx · /)
  await userEvent.setup().upload(screen.getByTestId('roster-file'), new File(['a,b'], '补录.csv'))
  expect(screen.getByRole('button', { name: '上传另一份' })).toBeTruthy()
  expect(new URL(FakeUpload.sent[0]!.url).searchParams.get('replaces')).toBeNull()
  act(() => FakeUpload.sent[0]!.answers(201))
})

it('says row, column, value and reason, and lets the cell be mended', async () => {
  imports = [DRY]
  rows = [importRow(), wrong]
  const { container } = await open()
  const user = userEvent.setup()
  await screen.findByText('手机号应为 11 位，现为 10 位')
  expect(screen.getByText('138****567').classList.contains('kc-import-wrong')).toBe(true)
  expect(screen.getByText('1 行有错误')).toBeTruthy()
  expect(await violations(container)).toEqual([])
  await user.click(screen.getByRole('button', { name: '在此修改' }))
  const field = await within(await screen.findByRole('dialog')).findByLabelText('手机号')
  expect((field as HTMLInputElement).value).toBe('1381234567')
  await user.clear(field)
  await user.type(field, '13812345678')
  await user.click(screen.getByRole('button', { name: '保存并重新核对' }))
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]).toEqual({
    method: 'PATCH',
    path: '/imports/import/rows/3',
    body: { version: 1, values: { phone: '13812345678' }, confirmed: false },
  })
})

it('asks before an accepted suggestion is dropped, and saves it like what is typed', async () => {
  imports = [DRY]
  const finding = wrong.findings[0]!
  rows = [{ ...wrong, findings: [{ ...finding, params: { suggestion: '13812345678' } }] }]
  await open()
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: '在此修改' }))
  await user.click(await screen.findByRole('button', { name: /13812345678/ }))
  expect(screen.getByRole('textbox', { name: '手机号' })).toHaveProperty('value', '13812345678')
  await user.click(screen.getByRole('button', { name: '取消' }))
  expect(await screen.findByText('有改动还没有保存')).toBeTruthy()
  await user.click(screen.getAllByRole('button', { name: '取消' }).at(-1)!)
  await user.click(screen.getByRole('button', { name: '保存并重新核对' }))
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]).toMatchObject({ body: { values: { phone: '13812345678' } } })
})

it('searches, sorts and shows the columns that were chosen, of thirteen', async () => {
  imports = [DRY]
  rows = [importRow(), wrong]
  await open()
  const user = userEvent.setup()
  await screen.findByText('手机号应为 11 位，现为 10 位')
  const heads = () => screen.getAllByRole('columnheader').map((head) => head.textContent)
  expect(heads()).not.toContain('备注')
  await user.click(screen.getByRole('button', { name: '列 8' }))
  await user.click(await screen.findByRole('checkbox', { name: '备注' }))
  await waitFor(() => expect(heads()).toContain('备注'))
  await user.click(screen.getByRole('columnheader', { name: '结果' }))
  await waitFor(() => expect(asked.at(-1)).toContain('sort=outcome'))
  await user.keyboard('{Escape}')
  await user.type(screen.getByRole('searchbox'), '王若溪')
  rows = []
  await screen.findByText('没有这样的行。')
  expect(decodeURIComponent(asked.at(-1)!)).toContain('q=王若溪')
  await user.click(screen.getByRole('button', { name: '清除条件' }))
  await waitFor(() => expect(asked.at(-1)).not.toContain('q='))
})

it('reads the rows again when their import took a step, not at everything that happens', async () => {
  imports = [DRY]
  rows = [importRow()]
  await open()
  const user = userEvent.setup()
  await screen.findByRole('searchbox')
  const times = (part: string) => asked.filter((path) => path.includes(part)).length
  await waitFor(() => expect(times('/rows')).toBe(1))
  const template = screen.getByRole('button', { name: '下载模板' })
  await user.click(template)
  await waitFor(() => expect(times('/exams/exam/imports')).toBe(2))
  imports = [{ ...DRY, version: 2 }]
  await user.click(template)
  await waitFor(() => expect(times('/rows')).toBe(2))
  expect(times('/exams/exam/imports')).toBe(3)
})

it('goes to the last page that is left when rows were put right', async () => {
  imports = [DRY]
  rows = [importRow()]
  await open('zh-CN', '/?page=3')
  await waitFor(() => expect(asked.at(-1)).toContain('page=1'))
})

it('says that a row cannot be read, instead of opening nothing', async () => {
  imports = [DRY]
  rows = [wrong]
  const { container } = await open()
  await screen.findByRole('button', { name: '在此修改' })
  rows = []
  await userEvent.setup().click(within(container).getByRole('button', { name: '在此修改' }))
  expect(within(await screen.findByRole('dialog')).getByRole('alert')).toBeTruthy()
})

it('writes only the good rows when some are not, and asks a published exam for a reason', async () => {
  imports = [{ ...DRY, reason_needed: true }]
  rows = [importRow(), wrong]
  await open()
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: '写入其余 1 行' }))
  const asked = within(await screen.findByRole('dialog'))
  await user.click(asked.getByRole('button', { name: '写入' }))
  expect(sent).toEqual([])
  await user.type(asked.getByRole('textbox'), '补录')
  await user.click(asked.getByRole('button', { name: '写入' }))
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]!.body).toEqual({ version: 1, only_good: true, reason: '补录' })
})

it('confirms what is doubtful, and writes nothing when asked to', async () => {
  imports = [{ ...DRY, counts: { ...DRY.counts, error: 0, confirm: 1 } }]
  rows = [{ ...wrong, outcome: 'confirm' }]
  await open()
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: '确认无误' }))
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]!.body).toEqual({ version: 1, values: {}, confirmed: true })
  await user.click(screen.getByRole('button', { name: '不写入' }))
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: '不写入' }))
  await waitFor(() => expect(sent[1]!.path).toBe('/imports/import/discarding'))
})

it('shows work that goes on without the page, and takes an import back', async () => {
  imports = [importOf({ state: 'writing', total: 71 })]
  const { unmount } = await open('en')
  await screen.findByText('Writing')
  expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBeNull()
  imports = [importOf({ state: 'writing', total: 71, progress: { done: 35, total: 70 } })]
  // Asked again by the page itself: no event says each count.
  expect(await screen.findByText('35 / 70', {}, { timeout: 5_000 })).toBeTruthy()
  expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('50')
  unmount()
  imports = [importOf({ state: 'written', done: 71, roll_back_until: '2099-01-01T00:00:00.000Z' })]
  await open()
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: '撤销导入' }))
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: '撤销 71 行' }))
  await waitFor(() => expect(sent[0]!.path).toBe('/imports/import/roll-back'))
})

it('shows nothing of an exam that was deleted meanwhile', async () => {
  imports = [DRY]
  rows = [importRow()]
  await open()
  await screen.findByRole('searchbox')
  deleted = true
  await userEvent.setup().click(screen.getByRole('button', { name: '下载模板' }))
  expect(await screen.findByRole('heading', { name: '没有这个页面' })).toBeTruthy()
  expect(screen.queryByRole('button', { name: '下载模板' })).toBeNull()
})

it('says why a file was refused, also beside a run that goes on', async () => {
  const no = importOf({ id: 'no', state: 'refused', problem_sentence: { zh: '文件有密码', en: 'Locked' } })
  imports = [no]
  const { unmount } = await open()
  expect((await screen.findByRole('alert')).textContent).toContain('文件有密码')
  expect(screen.getByRole('button', { name: '上传名单' })).toBeTruthy()
  unmount()
  imports = [no, DRY]
  await open()
  expect(await screen.findByText('1 行有错误')).toBeTruthy()
  expect(screen.getByText(/文件有密码/)).toBeTruthy()
})

it('reaches the files that came before the newest twenty', async () => {
  imports = Array.from({ length: 21 }, (_, n) =>
    importOf({ id: `${n}`, state: 'discarded', file_name: `${n}.csv` }),
  )
  await open()
  expect(await screen.findByText('19.csv')).toBeTruthy()
  expect(screen.queryByText('20.csv')).toBeNull()
  await userEvent.setup().click(screen.getAllByRole('button', { name: '更早的记录' })[0]!)
  expect(await screen.findByText('20.csv')).toBeTruthy()
  expect(asked).toContain('/exams/exam/imports?newest=41')
  await waitFor(() => expect(screen.queryByRole('button', { name: '更早的记录' })).toBeNull())
})

it('exports the dry run as it is filtered and arranged', async () => {
  imports = [DRY]
  rows = [wrong]
  await open('zh-CN', '/?outcome=error')
  vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:rows')
  await userEvent.setup().click(await screen.findByRole('button', { name: '导出列表' }))
  const exported = () => asked.find((path) => path.startsWith('/imports/import/rows/export'))
  await waitFor(() => expect(exported()).toBeTruthy())
  const { searchParams } = new URL(exported()!, 'http://x')
  expect(searchParams.get('outcome')).toBe('error')
  expect(searchParams.get('columns')).toBe('number,outcome,name,candidate_number,phone,room,why')
})
