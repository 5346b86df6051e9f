import { describe, expect, it } from 'vitest'
import { schoolMe } from '@/test/school_rows'
import { MANAGERS, menuOf, type MenuItem } from './menu'

const MENU: MenuItem[] = [
  { to: '/a', icon: 'calendar', label: 'exams', for: MANAGERS },
  { to: '/b', icon: 'list', label: 'exams', for: ['auditor'] },
]
const shown = (...roles: string[]) => menuOf(schoolMe({ roles }), MENU).map(({ to }) => to)

describe('the menu', () => {
  it('shows each office its own pages', () => {
    expect(shown('school_admin')).toEqual(['/a'])
    expect(shown('college_admin')).toEqual(['/a'])
    expect(shown('auditor')).toEqual(['/b'])
    expect(shown('auditor', 'college_admin')).toEqual(['/a', '/b'])
    expect(shown('reviewer', 'staff')).toEqual([])
  })
})
