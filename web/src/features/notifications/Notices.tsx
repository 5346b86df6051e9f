import { AlarmStrip } from '@/ui/AlarmStrip'
import { Button } from '@/ui/Button'
import { useConfirm, useInbox, useWords, type Area, type Notice } from './reads'
import { useNoticeWords } from './Words'
import './notifications.css'

/** Each change that is not confirmed yet, on top of the page, with 「知道了」. */
export default function Notices({ area }: { area: Area }) {
  const inbox = useInbox(area)
  const open = inbox.data?.items.filter(({ confirmed_at }) => confirmed_at === null) ?? []
  return open.map((notice) => <Strip key={notice.id} area={area} notice={notice} />)
}

function Strip({ area, notice }: { area: Area; notice: Notice }) {
  const { t } = useWords()
  const words = useNoticeWords()(notice)
  const confirm = useConfirm(area)
  return (
    <AlarmStrip
      kind="amber"
      icon={notice.kind === 'message' || notice.kind === 'ticket_answered' ? 'message' : 'calendar'}
      loud
      actions={
        <Button size="s" icon="check" busy={confirm.isPending} onClick={() => confirm.mutate(notice.id)}>
          {t('notice.know')}
        </Button>
      }
    >
      <b>{words.title}</b> <span className="kc-notice-text">{words.text}</span> {words.reason}
    </AlarmStrip>
  )
}
