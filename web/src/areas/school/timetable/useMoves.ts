import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isPassing } from '@/api/client'
import type { Filled, Timetable } from '@/api/school_shapes'
import { useAct } from '@/staff_ui/act'
import { showToast } from '@/ui/toast'
import { back, type Move } from './grid'
import { fillTimetable, sendMoves, undoFilling } from './reads'
import { useLeft } from './words'

/** What waits for its reason: the exam is published. */
export interface Asked {
  title: string
  act: (reason: string) => Promise<unknown>
}

/** What can be taken back: moves of one or two candidates, or everybody whom 「自动安排」 placed. */
type Step = { moves: Move[] } | Pick<Filled, 'made' | 'were'>

/** Moves of one page: with a reason where people rely on the timetable, and with a way back. */
export function useMoves(table: Timetable) {
  const { t } = useTranslation('school/timetable')
  const { whoIsLeft } = useLeft()
  const exam = table.exam
  const needsReason = exam.state === 'published' || exam.state === 'open'
  const [past, setPast] = useState<Step[]>([])
  const [asked, setAsked] = useState<Asked | null>(null)

  const [send, sending] = useAct(async (moves: Move[], reason: string, done: string) => {
    await sendMoves(exam.id, moves, reason)
    showToast(done)
    return moves
  })
  const [fill, filling] = useAct(async (reason: string) => {
    const { placed, left, made, were } = await fillTimetable(exam.id, reason)
    showToast(
      left.length > 0
        ? t('filled_left', { count: placed, left: left.length, who: whoIsLeft(left) })
        : t('filled', { count: placed }),
    )
    // Where people were told of it they keep a place, and nothing before it is the last step any more.
    setPast((before) => (needsReason ? [] : made.length > 0 ? [...before, { made, were }] : before))
    return true
  })

  const [revert, reverting] = useAct(async (step: Step, reason: string) => {
    const forget = () => setPast((before) => before.filter((one) => one !== step))
    let done: string
    try {
      if ('made' in step) {
        // Whoever was taken off the roster since is not among them.
        done = t('unfilled', { count: (await undoFilling(exam.id, step)).moved })
      } else {
        await sendMoves(exam.id, back(step.moves), reason)
        done = t('undone')
      }
    } catch (error) {
      // Refused: somebody has moved them since, and that stays. Unheard: it can be asked again.
      if (!isPassing(error)) forget()
      throw error
    }
    forget()
    showToast(done)
    return true
  })
  const busy = sending || filling || reverting

  async function keep(moves: Move[], reason: string, title: string) {
    const sent = await send(moves, reason, t('done', { what: title }))
    if (sent) setPast((before) => [...before, { moves: sent }])
    return sent
  }

  function move(moves: Move[], title: string) {
    if (busy) return showToast(t('one_at_a_time'))
    if (!needsReason) return void keep(moves, '', title)
    setAsked({ title, act: (reason) => keep(moves, reason, title) })
  }

  function undo() {
    const last = past.at(-1)
    if (!last) return
    if (!needsReason || 'made' in last) return void revert(last, '')
    setAsked({ title: t('undo'), act: (reason) => revert(last, reason) })
  }

  return {
    needsReason,
    busy,
    move,
    undo,
    canUndo: past.length > 0,
    fill,
    asked,
    closeAsked: () => setAsked(null),
  }
}
