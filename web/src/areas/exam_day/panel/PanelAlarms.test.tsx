import { screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import type { Panel } from '@/api/staff_shapes'
import { showRouted } from '@/test/routed'
import { panel, row } from '@/test/staff_rows'
import { PanelAlarms } from './PanelAlarms'

const rows = ['甲', '乙', '丙', '丁'].map((name, at) =>
  row({ order: at + 1, name, state: at === 0 ? 'finished' : 'waiting', close_to: ['周敏'] }),
)

async function alarms(change: Partial<Panel>) {
  await showRouted(
    <PanelAlarms
      panel={panel({ rows, ...change })}
      lost={null}
      phoneOnline={false}
      desk={null}
      seated={[]}
      liveRow={undefined}
    />,
  )
  return (await screen.findAllByText(/周敏/)).map((strip) => strip.textContent)
}

it('names who is close to the next candidate, and to nobody who comes later', async () => {
  const said = await alarms({})
  expect(said).toHaveLength(1)
  expect(said[0]).toContain('乙')
})

it('names who is close to the candidate who is called, in whatever order', async () => {
  const invitation = { id: 'call', entry_id: rows[3]!.entry_id, state: 'sent' } as Panel['invitation']
  const said = await alarms({ invitation })
  expect(said).toHaveLength(2)
  expect(said[1]).toContain('丁')
})
