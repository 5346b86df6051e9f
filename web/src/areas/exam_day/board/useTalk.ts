import { useEffect, useRef, useState } from 'react'
import type { Board, BoardRow } from '@/api/staff_shapes'
import { endTalk, startTalk } from '@/features/waiting/staff_acts'
import { useModel } from '@/media/hooks'
import { useAct } from '@/staff_ui/act'
import { OfficerMedia, talkOfThisTab } from './officer_media'

/** The one talk of this officer, and looking at somebody without a word. The server's word on the talk counts. */
export function useTalk(board: Board) {
  const [media] = useState(() => new OfficerMedia())
  const { talkId, refused, viewing, view } = useModel(media)
  // A talk that this page ended is over, whatever was last read.
  const [ended, setEnded] = useState<string | null>(null)
  const mine = board.my_talk?.id === ended ? null : board.my_talk
  useEffect(() => () => void media.close(), [media])

  // A talk begun by this tab a moment ago may not be in what was last read.
  const begun = useRef<string | null>(null)
  if (mine && begun.current === mine.id) begun.current = null

  useEffect(() => {
    if (mine && mine.id !== talkId && talkOfThisTab() === mine.id) void media.joinTalk(mine.id, mine.entry_id)
    if (!mine && talkId && begun.current !== talkId) void media.leaveTalk()
  }, [mine, talkId, media])

  const [begin, beginning] = useAct(async (row: BoardRow, reason: string | null = null) => {
    const talk = await startTalk(row.entry_id, reason)
    begun.current = talk.id
    await media.joinTalk(talk.id, row.entry_id)
    return true
  })
  const [finish, finishing] = useAct(async (cleared: boolean) => {
    if (!mine) return undefined
    await endTalk(mine.id, cleared)
    setEnded(mine.id)
    begun.current = null
    await media.leaveTalk()
    return true
  })
  return {
    media,
    refused,
    view,
    viewing,
    /** Open on the server; `here` says whether this page holds it. */
    talk: mine,
    here: mine !== null && mine.id === talkId,
    begin,
    beginning,
    finish,
    finishing,
    takeOver: () => mine && void media.joinTalk(mine.id, mine.entry_id),
    look: (row: BoardRow) => void media.startView(row.entry_id),
    stopLooking: () => void media.stopView(),
  }
}

export type TalkOfMine = ReturnType<typeof useTalk>
