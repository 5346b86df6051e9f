import type { components } from './schema'

/* Short names for what the staff pages read. */
type Shapes = components['schemas']
export type Board = Shapes['Board']
export type BoardRow = Shapes['BoardRow']
export type RowSeat = Shapes['RowSeat']
export type BoardTicket = Shapes['BoardTicket']
export type BoardMessage = Shapes['BoardMessage']
export type Panel = Shapes['Panel']
export type PanelMember = Shapes['PanelMember']
export type ChatLine = Shapes['ChatLine']
export type RoomHead = Shapes['RoomHead']
export type InterviewShape = Shapes['InterviewOut']
export type StaffAtDesk = Shapes['StaffAtDeskOut']
export type StaffHome = Shapes['StaffHomeOut']
export type HomeRoom = Shapes['HomeRoomOut']
