import { api, call } from '@/api/client'
import type { components } from '@/api/schema'

export type Queue = components['schemas']['QueueOut']
export type Requirement = components['schemas']['RequirementOut']
export type Message = components['schemas']['MessageOut']
export type OfficerState = components['schemas']['OfficerOut']['state']

const at = (rosterEntryId: string) => ({ params: { path: { roster_entry_id: rosterEntryId } } })

export const askHelp = (id: string, text: string) =>
  call(api.POST('/api/v1/candidate/entries/{roster_entry_id}/help', { ...at(id), body: { text } }))
export const withdrawHelp = (id: string) =>
  call(api.DELETE('/api/v1/candidate/entries/{roster_entry_id}/help', at(id)))
export const goAway = (id: string) =>
  call(api.POST('/api/v1/candidate/entries/{roster_entry_id}/away', at(id)))
export const comeBack = (id: string) =>
  call(api.DELETE('/api/v1/candidate/entries/{roster_entry_id}/away', at(id)))
