import { expect, it } from 'vitest'
import type { CollegeUnit } from '@/api/school_shapes'
import { found } from './found'

const unit = (name: string, name_en: string, code: string) => ({
  id: name,
  version: 1,
  name,
  name_en,
  code,
  enabled: true,
})
const college = (
  name: string,
  name_en: string,
  code: string,
  majors: CollegeUnit['majors'],
): CollegeUnit => ({
  ...unit(name, name_en, code),
  member_count: 0,
  staff_count: 0,
  majors,
})
const COLLEGES = [
  college('材料学院', 'Materials', '08', [
    unit('材料物理', 'Physics', '080501'),
    unit('材料化学', 'Chemistry', '080502'),
  ]),
  college('外语学院', 'Languages', '05', [unit('英语', 'English', '0501')]),
  college('新学院', '', '', []),
]

const told = (q: string) =>
  found(COLLEGES, q).map(({ name, majors }) => [name, ...majors.map((major) => major.name)].join('/'))

it.each([
  ['', ['材料学院/材料物理/材料化学', '外语学院/英语', '新学院']],
  ['化学', ['材料学院/材料化学']],
  ['材料学院', ['材料学院/材料物理/材料化学']],
  ['  LANGUAGES  english ', ['外语学院/英语']],
  ['0501', ['材料学院/材料物理', '外语学院/英语']],
  ['新', ['新学院']],
  ['新 英语', []],
])('finds colleges with their majors by %j', (q, expected) => {
  expect(told(q)).toEqual(expected)
})
