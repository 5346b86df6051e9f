import { api, call } from '@/api/client'
import type { components } from '@/api/schema'
import { checkNetwork, type NetworkReport } from '@/media/network_check'

export type CheckResults = components['schemas']['CheckResults']
type Seat = components['schemas']['SeatOut']

const asSeat = ({ token, ice_servers }: Seat) => ({
  token,
  ice_servers: ice_servers as unknown as RTCIceServer[],
})

/** A check that could not even begin says nothing of the candidate's network. */
const UNKNOWN: NetworkReport = { udp: 'unknown', tcp: 'unknown', uplinkKbps: null, lossPercent: null }

export async function runNetworkCheck(rosterEntryId: string): Promise<NetworkReport> {
  try {
    const { publisher, subscriber } = await call(
      api.POST('/api/v1/candidate/entries/{roster_entry_id}/check-seats', {
        params: { path: { roster_entry_id: rosterEntryId } },
      }),
    )
    return await checkNetwork({ publisher: asSeat(publisher), subscriber: asSeat(subscriber) })
  } catch {
    return UNKNOWN
  }
}

export function saveResults(rosterEntryId: string, results: CheckResults) {
  return call(
    api.POST('/api/v1/candidate/entries/{roster_entry_id}/device-checks', {
      params: { path: { roster_entry_id: rosterEntryId } },
      body: { results },
    }),
  )
}
