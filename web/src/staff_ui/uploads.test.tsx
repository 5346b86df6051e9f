import { act, screen, waitFor } from '@testing-library/react'
import { beforeEach, expect, it } from 'vitest'
import { FakeUpload } from '@/test/fake_upload'
import { show } from '@/test/render'
import { toastStore } from '@/ui/toast'
import { useUploadTo } from './uploads'

let to: ReturnType<typeof useUploadTo>
function Probe() {
  to = useUploadTo('/api/v1/x', 100)
  return <p>{to.upload?.file.name ?? 'nothing'}</p>
}

beforeEach(() => FakeUpload.install())

it('leaves the next file alone when what came after the one before ends', async () => {
  await show(<Probe />)
  let putAway = () => {}
  const after = () => new Promise<void>((resolve) => (putAway = resolve))
  let first = Promise.resolve()
  act(() => void (first = to.send(new File(['a'], 'first'), after)))
  await act(async () => FakeUpload.sent[0]!.answers(201))
  act(() => to.drop())
  act(() => void to.send(new File(['b'], 'second')))
  putAway()
  await act(() => first)
  expect(screen.getByText('second')).toBeTruthy()
  await act(async () => FakeUpload.sent[1]!.answers(201))
  await waitFor(() => expect(screen.getByText('nothing')).toBeTruthy())
})

it('says that one file is under way, instead of ignoring another', async () => {
  await show(<Probe />)
  act(() => void to.send(new File(['a'], 'first')))
  act(() => void to.send(new File(['b'], 'second')))
  expect(FakeUpload.sent).toHaveLength(1)
  expect(toastStore.getSnapshot()).toMatchObject([{ bad: true, text: expect.stringContaining('等它完成') }])
  act(() => to.drop())
})

it('sends to what was made only now, where the next page shows it', async () => {
  await show(<Probe />)
  act(() => void to.send(new File(['a'], 'first'), undefined, '/api/v1/y'))
  expect(FakeUpload.sent[0]!.url).toContain('/api/v1/y?name=first')
  expect(screen.getByText('nothing')).toBeTruthy()
  await act(async () => FakeUpload.sent[0]!.answers(201))
})
