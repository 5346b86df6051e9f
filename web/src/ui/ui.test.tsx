import { fireEvent, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { describe, expect, it, vi } from 'vitest'
import { ApiError } from '@/api/errors'
import { show, violations } from '@/test/render'
import { Bar, ConnectionFact, FootBar, OfflineStrip } from './Bar'
import { Button } from './Button'
import { Card, KeyValues } from './Card'
import { Checkbox } from './Checkbox'
import { Countdown } from './Countdown'
import { FactMark } from './FactMark'
import { TextArea, TextField } from './Field'
import { NetBars } from './Meters'
import { ErrorState, PageState } from './PageState'
import { QrCode } from './QrCode'
import { ReceiptLine } from './ReceiptLine'
import { Segments } from './Segments'
import { Select } from './Select'
import { SignaturePad } from './SignaturePad'
import { StageChip } from './StageChip'
import { StepTrack } from './StepTrack'
import { VideoTile } from './VideoTile'

const colleges = [
  { value: 'm', label: '材料科学与工程学院' },
  { value: 'p', label: '物理学院', search: 'physics' },
]
function College({ onPick }: { onPick: (value: string) => void }) {
  const [value, setValue] = useState<string | null>(null)
  return (
    <Select
      label="学院"
      options={colleges}
      value={value}
      onChange={(next) => (setValue(next), onPick(next))}
    />
  )
}

describe('Select', () => {
  it('is found by its label, filtered by typing, chosen by keyboard', async () => {
    const pick = vi.fn()
    await show(<College onPick={pick} />)
    const field = screen.getByRole('combobox', { name: '学院' })
    await userEvent.click(field)
    await userEvent.keyboard('physics{Enter}')
    expect(pick).toHaveBeenCalledWith('p')
    expect(field).toHaveProperty('value', '物理学院')
    expect(screen.queryByRole('option')).toBeNull()
  })

  it('says when nothing fits, and Escape leaves all as it was', async () => {
    const pick = vi.fn()
    await show(<College onPick={pick} />)
    await userEvent.click(screen.getByRole('combobox'))
    await userEvent.keyboard('xyz')
    expect(screen.getByText('没有符合条件的项')).toBeTruthy()
    await userEvent.keyboard('{Enter}{Escape}')
    expect(pick).not.toHaveBeenCalled()
  })
})

describe('SignaturePad', () => {
  const stroke = (canvas: Element, to: number) => {
    fireEvent.pointerDown(canvas, { clientX: 0, clientY: 5, pointerId: 1, buttons: 1 })
    fireEvent.pointerMove(canvas, { clientX: to, clientY: 8, pointerId: 1, buttons: 1 })
    fireEvent.pointerUp(canvas, { pointerId: 1 })
  }
  it('tells strokes, ignores a slip of the hand, and clears', async () => {
    const told = vi.fn()
    await show(<SignaturePad title="请签名" onChange={told} />)
    const canvas = screen.getByTestId('signature-pad')
    vi.spyOn(canvas, 'getBoundingClientRect').mockReturnValue({
      left: 0,
      top: 0,
      width: 100,
      height: 50,
    } as DOMRect)
    stroke(canvas, 3)
    expect(told).toHaveBeenLastCalledWith(null)
    stroke(canvas, 80)
    expect(told.mock.lastCall?.[0]).toMatchObject({ kind: 'drawn' })
    expect(told.mock.lastCall?.[0].strokes).toHaveLength(2)
    await userEvent.click(screen.getByRole('button', { name: '重写' }))
    expect(told).toHaveBeenLastCalledWith(null)
  })

  it('takes a typed name instead', async () => {
    const told = vi.fn()
    await show(<SignaturePad title="请签名" onChange={told} />)
    await userEvent.click(screen.getByRole('button', { name: '改为键盘输入姓名' }))
    await userEvent.type(screen.getByLabelText('请输入您的姓名作为签名'), '陈思远')
    expect(told.mock.lastCall?.[0]).toEqual({ kind: 'typed', typedName: '陈思远' })
  })
})

describe('VideoTile', () => {
  it('says in words why there is no picture', async () => {
    await show(
      <VideoTile
        role="candidate"
        name="陈思远"
        note="考生"
        state={{ kind: 'interrupted', since: Date.now() - 12_000 }}
      />,
    )
    const tile = screen.getByTestId('tile-candidate')
    expect(tile.textContent).toMatch(/连接中断 00:1[12]/)
    expect(tile.dataset.state).toBe('interrupted')
    expect(tile.getAttribute('aria-label')).toBe('陈思远，考生，连接中断')
  })
  it.each([
    [{ kind: 'camera_off' }, '摄像头已关闭'],
    [{ kind: 'not_connected' }, '未连接'],
    [{ kind: 'hidden', word: '候考官正在与其他考生通话' }, '候考官正在与其他考生通话'],
  ] as const)('%o', async (state, words) => {
    await show(<VideoTile role="officer" name="周敏" state={state} />)
    expect(screen.getByTestId('tile-officer').textContent).toContain(words)
  })
})

describe('Button', () => {
  it('takes no second press while busy, and keeps the focus', async () => {
    const press = vi.fn()
    await show(
      <Button busy onClick={press}>
        保存
      </Button>,
    )
    await userEvent.click(screen.getByRole('button'))
    expect(press).not.toHaveBeenCalled()
    expect(document.activeElement).toBe(screen.getByRole('button'))
  })
})

describe('Countdown', () => {
  it('shows what is left, the stopped clock, and overtime', async () => {
    const { rerender } = await show(<Countdown closesAt={Date.now() + 65_000} />)
    expect(screen.getByRole('timer').textContent).toMatch(/01:0[456]/)
    expect(screen.getByRole('timer').getAttribute('aria-label')).toBe('还剩 2 分钟')
    rerender(<Countdown closesAt={0} stoppedLeftMs={1_077_000} />)
    expect(screen.getByRole('timer').textContent).toBe('17:57')
    rerender(<Countdown closesAt={Date.now() - 61_000} />)
    expect(screen.getByRole('timer').textContent).toMatch(/^\+01:0/)
  })
})

it('says an error in the language of the page, with the code to copy', async () => {
  await show(<ErrorState error={new ApiError('database_unavailable', 503)} />, 'en')
  expect(screen.getByRole('alert').textContent).toContain('cannot save at the moment')
  expect(screen.getByRole('button', { name: 'Copy code database_unavailable' })).toBeTruthy()
})

function Everything() {
  const [on, setOn] = useState(true)
  const [text, setText] = useState('')
  return (
    <div>
      <Bar
        school="示范大学"
        sub="第二考场"
        connection={{ since: null }}
        person={{ name: '陈思远', detail: '26S0417' }}
      />
      <StepTrack steps={['考试须知', '核对考场', '设备检测']} now={1} />
      <main>
        <h1>设备检测</h1>
        <h2>一</h2>
        <OfflineStrip connection={{ since: Date.now() - 9_000 }} />
        <Card title="考场" aside="3 / 5">
          <KeyValues rows={[['姓名', '陈思远']]} />
        </Card>
        <TextField label="手机号" value={text} onChange={setText} error="应为 11 位" icon="phone" />
        <TextArea label="备注" value={text} onChange={setText} hint="考官可见" />
        <College onPick={() => undefined} />
        <Checkbox checked={on} onChange={setOn}>
          我已阅读并同意
        </Checkbox>
        <Segments
          label="身份"
          items={[
            { value: 'a', label: '考生' },
            { value: 'b', label: '工作人员' },
          ]}
          value="a"
          onChange={() => undefined}
        />
        <StageChip stage="interrupted" />
        <FactMark kind="ok" />
        <NetBars level={3} />
        <Countdown closesAt={Date.now() + 100_000} />
        <ReceiptLine kind="saved" at={Date.now()} />
        <QrCode value="https://localhost/p/#secret" />
        <SignaturePad title="请签名" onChange={() => undefined} />
        <VideoTile role="own" name="您的画面" state={{ kind: 'live' }} mirrored />
        <Button icon="more" aria-label="更多操作" />
      </main>
      <FootBar>
        <Button kind="primary">下一步</Button>
      </FootBar>
    </div>
  )
}

it.each(['zh-CN', 'en'] as const)('has nothing that axe finds wrong (%s)', async (language) => {
  const { container } = await show(<Everything />, language)
  expect(await violations(container)).toEqual([])
})

it.each([
  ['stands', null, '已连接'],
  ['has just begun or broken', () => Date.now() - 500, '正在连接'],
  ['is lost', () => Date.now() - 4_000, '正在重连'],
] as const)('says how the connection is: it %s', async (_, since, words) => {
  const { container } = await show(<ConnectionFact connection={{ since: since && since() }} />)
  expect(container.textContent).toBe(words)
})

it('keeps what was read while the server is away, but not for whoever may no longer see it', async () => {
  const page = (status: number) => (
    <PageState query={{ data: '名单', error: new ApiError('x', status), refetch: () => undefined }}>
      {(data) => <p>{data}</p>}
    </PageState>
  )
  const { rerender } = await show(page(503))
  expect(screen.queryByText('名单')).toBeTruthy()
  rerender(page(403))
  expect(screen.queryByText('名单')).toBeNull()
})

it('shows nothing more of a thing that was deleted', async () => {
  const error = new ApiError('not_found', 404)
  const page = (whileThere: boolean) => (
    <PageState whileThere={whileThere} query={{ data: '考试', error, refetch: () => undefined }}>
      {(data) => <p>{data}</p>}
    </PageState>
  )
  const { rerender } = await show(page(false))
  expect(screen.queryByText('考试')).toBeTruthy()
  rerender(page(true))
  expect(screen.queryByText('考试')).toBeNull()
  expect(screen.getByRole('alert')).toBeTruthy()
})
