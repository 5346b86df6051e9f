import { beforeEach, expect, it, vi } from 'vitest'
import { fakeDevices } from '@/test/fake_devices'
import { OfficerMedia } from './officer_media'

beforeEach(() => {
  fakeDevices()
  vi.stubGlobal('fetch', async () => Response.json({ code: 'desk_not_open' }, { status: 409 }))
})

it('tells why a talk is without picture and sound, and forgets it with the talk', async () => {
  const media = new OfficerMedia()
  await media.joinTalk('talk', 'entry')
  expect(media.getSnapshot()).toMatchObject({ talkId: 'talk', refused: 'desk_not_open' })
  await media.leaveTalk()
  expect(media.getSnapshot()).toMatchObject({ talkId: null, refused: null })
})
