import { beforeEach, expect, it, vi } from 'vitest'
import { fakeDevices } from '@/test/fake_devices'
import { OfficerMedia, talkOfThisTab } from './officer_media'

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

it('does not come back by a reload to a talk that another page took', async () => {
  vi.stubGlobal('fetch', async () => Response.json({ code: 'seat_closed' }, { status: 409 }))
  const media = new OfficerMedia()
  const joining = media.joinTalk('talk', 'entry')
  expect(talkOfThisTab()).toBe('talk')
  await joining
  expect(talkOfThisTab()).toBeNull()
})
