import { StageGround } from '@/staff_ui/StaffUi'
import { PageState } from '@/ui/PageState'
import { usePanel, useRoomId } from '../reads'
import '@/staff_ui/staff.css'
import '../stage_bar.css'
import '../exam_day.css'
import { InspectRoom } from './InspectRoom'

export default function InspectPage() {
  const roomId = useRoomId()
  const panel = usePanel(roomId)
  return (
    <StageGround>
      <PageState query={panel}>
        {(data) => <InspectRoom key={roomId} panel={data} onOld={() => void panel.refetch()} />}
      </PageState>
    </StageGround>
  )
}
