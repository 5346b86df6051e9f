import type { CollegeUnit, MajorUnit } from '@/api/school_shapes'

/** Colleges with the majors that the words find, as the server's file has them: a major also by its college. */
export function found(colleges: readonly CollegeUnit[], q: string): CollegeUnit[] {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean)
  const has = (...units: MajorUnit[]) =>
    words.every((word) =>
      units.some(({ name, name_en, code }) =>
        [name, name_en, code].some((text) => text.toLowerCase().includes(word)),
      ),
    )
  return colleges.flatMap((college) => {
    const majors = college.majors.filter((major) => has(major, college))
    return majors.length > 0 || has(college) ? [{ ...college, majors }] : []
  })
}
