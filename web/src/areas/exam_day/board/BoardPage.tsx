import { PageState } from '@/ui/PageState'
import { useBoard, useRoomId } from '../reads'
import '../stage_bar.css'
import '../exam_day.css'
import { BoardView } from './BoardView'

export default function BoardPage() {
  const roomId = useRoomId()
  const board = useBoard(roomId)
  return (
    <PageState query={board}>
      {(data) => <BoardView key={roomId} board={data} onOld={() => void board.refetch()} />}
    </PageState>
  )
}
