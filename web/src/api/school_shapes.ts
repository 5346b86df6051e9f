import type { components } from './schema'

/* Short names for what the school's pages read. */
type Shapes = components['schemas']
export type SchoolMe = Shapes['SchoolMeOut']
export type ExamRow = Shapes['ExamRowOut']
