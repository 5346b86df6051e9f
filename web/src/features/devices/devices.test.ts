import { expect, it } from 'vitest'
import type { LocalSource } from '@/media/local.model'
import { roundFrames } from './frames'
import { factOf } from './useDeviceFacts'

const source = (change: Partial<LocalSource>): LocalSource => ({
  status: 'on',
  enabled: true,
  track: null,
  fault: null,
  deviceId: null,
  label: '',
  ...change,
})

it('tells staff what became of a device', () => {
  expect(factOf(source({}))).toBe('ok')
  expect(factOf(source({ enabled: false }))).toBe('muted')
  expect(factOf(source({ status: 'asking' }))).toBe('unknown')
  expect(factOf(source({ status: 'failed', fault: 'permission_denied' }))).toBe('blocked')
  expect(factOf(source({ status: 'failed', fault: 'lost' }))).toBe('lost')
})

it('says exactly how few frames there are, and only about how many', () => {
  expect([3.4, 7.6, 11.9].map(roundFrames)).toEqual([3, 8, 12])
  expect([13, 22, 25, 29].map(roundFrames)).toEqual([12, 24, 24, 30])
})
