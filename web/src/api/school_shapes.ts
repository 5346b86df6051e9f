import type { components } from './schema'

/* Short names for what the school's pages read. */
type Shapes = components['schemas']
export type SchoolMe = Shapes['SchoolMeOut']
export type ExamRow = Shapes['ExamRowOut']
export type RoomRow = Shapes['RoomRowOut']
export type Timetable = Shapes['TimetableOut']
export type TimetableRoom = Shapes['TimetableRoomOut']
export type TimetableEntry = Shapes['TimetableEntryOut']
export type Clash = Shapes['ClashOut']
export type Filling = Shapes['FillingOut']
export type StaffRow = Shapes['StaffRowOut']
export type StaffDetail = Shapes['StaffDetailOut']
export type StaffDuty = Shapes['DutyOut']
export type StaffRelation = Shapes['RelationOut']
export type CandidateFound = Shapes['CandidateFoundOut']
export type RoomRole = Shapes['RoomRole']
export type RelationKind = Shapes['RelationKind']
