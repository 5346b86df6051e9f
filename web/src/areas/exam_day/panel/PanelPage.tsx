import { Navigate } from '@tanstack/react-router'
import { StageGround } from '@/staff_ui/StaffUi'
import { PageState } from '@/ui/PageState'
import { usePanel, useRoomId } from '../reads'
import '@/staff_ui/staff.css'
import '../stage_bar.css'
import '../exam_day.css'
import { PanelRoom } from './PanelRoom'

export default function PanelPage() {
  const roomId = useRoomId()
  const panel = usePanel(roomId)
  return (
    <StageGround>
      <PageState query={panel}>
        {(data) =>
          data.panel.some(({ person_id }) => person_id === data.me.person_id) ? (
            <PanelRoom key={roomId} panel={data} onOld={async () => (await panel.refetch()).isSuccess} />
          ) : (
            // Who may read it without a seat in it, such as an inspector by the wrong address.
            <Navigate to="/s/rooms" replace />
          )
        }
      </PageState>
    </StageGround>
  )
}
