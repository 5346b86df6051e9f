import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { HelpDialog } from '@/features/waiting/HelpDialog'
import { askHelp, withdrawHelp } from '@/features/waiting/candidate_waiting'
import { useModel } from '@/media/hooks'
import type { DeskConnection } from '@/media/desk.model'
import { Button } from '@/ui/Button'
import { showToast } from '@/ui/toast'
import { useAct } from './now'
import type { StepProps } from './steps'

function ShareButton({ desk }: { desk: DeskConnection }) {
  const { t } = useTranslation('candidate')
  const { status, possible } = useModel(desk.share)
  if (!possible) return null
  if (status === 'on')
    return (
      <Button size="l" kind="danger" icon="share" onClick={() => void desk.share.stop()}>
        {t('interview.share_stop')}
      </Button>
    )
  return (
    <Button
      size="l"
      kind="primary"
      icon="share"
      busy={status === 'asking'}
      // First thing in the click: Safari forgets it after any wait.
      onClick={() => desk.share.start().catch(() => showToast(t('interview.share_failed'), { bad: true }))}
    >
      {t('interview.share')}
    </Button>
  )
}

export function Controls({ now, entryId, local, desk }: StepProps) {
  const { t } = useTranslation('candidate')
  const { camera, microphone } = useModel(local)
  const [asking, setAsking] = useState(false)
  const help = useAct(entryId, (text: string) => askHelp(entryId, text), t('waiting.help_sent'))
  const solved = useAct(entryId, () => withdrawHelp(entryId))
  const live = now.interview?.state === 'live'
  return (
    <>
      <Button
        size="l"
        icon={microphone.enabled ? 'mic' : 'micOff'}
        onClick={() => local.setEnabled('microphone', !microphone.enabled)}
      >
        {t(microphone.enabled ? 'interview.microphone_on' : 'interview.microphone_off')}
      </Button>
      <Button
        size="l"
        icon={camera.enabled ? 'camera' : 'cameraOff'}
        onClick={() => local.setEnabled('camera', !camera.enabled)}
      >
        {t(camera.enabled ? 'interview.camera_on' : 'interview.camera_off')}
      </Button>
      {live && desk && <ShareButton desk={desk} />}
      {now.queue?.help_asked_at ? (
        <Button size="l" icon="check" busy={solved.isPending} onClick={() => solved.mutate()}>
          {t('waiting.help_withdraw')}
        </Button>
      ) : (
        <Button size="l" icon="hand" onClick={() => setAsking(true)}>
          {t('interview.help')}
        </Button>
      )}
      <HelpDialog
        open={asking}
        busy={help.isPending}
        onClose={() => setAsking(false)}
        onSend={(text) => help.mutate(text, { onSuccess: () => setAsking(false) })}
      />
    </>
  )
}
