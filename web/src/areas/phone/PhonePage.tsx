import type { QueryClient } from '@tanstack/react-query'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { isApiError } from '@/api/client'
import { PHONE_NOW, usePairBySecret, usePhoneNow, type PhoneNow } from '@/features/desks/phone'
import { refetch, type Effects } from '@/live/effects'
import { Live } from '@/live/Live'
import { LocalMedia } from '@/media/local.model'
import { ErrorState, Loading } from '@/ui/PageState'
import { useTitle } from '@/ui/title'
import { CameraPage } from './CameraPage'
import { OverPage } from './OverPage'
import { PairPage } from './PairPage'
import { PendingPage } from './PendingPage'
import { scannedSecret } from './secret'
import { StartPage } from './StartPage'
import './phone.css'

const catchUp = (cache: QueryClient) => void cache.invalidateQueries({ queryKey: PHONE_NOW })
const now = refetch(PHONE_NOW)
const effects: Effects = {
  'desks.phone_paired': now,
  'desks.phone_confirmed': now,
  'desks.phone_replaced': now,
  'desks.phone_removed': now,
  'desks.desk_opened': now,
  'desks.desk_closed': now,
}

/** Paired and present: the camera's question comes from a touch, and the answer outlives what follows. */
function Present({ now }: { now: PhoneNow }) {
  const [local] = useState(() => new LocalMedia({ facing: 'environment' }))
  const [opened, setOpened] = useState(false)
  const ended = now.state === 'ended'
  useEffect(() => () => local.close(), [local])
  // Nobody is at the phone to press again when an ending by mistake is taken back.
  useEffect(() => {
    if (ended) local.close()
    else if (opened) void local.open(['camera'])
  }, [ended, opened, local])
  if (ended) return <OverPage how="ended" />
  if (now.state === 'pending') return <PendingPage now={now} />
  if (!opened) return <StartPage now={now} local={local} onOpened={() => setOpened(true)} />
  return <CameraPage now={now} local={local} />
}

function Phone({ now, onAgain }: { now: PhoneNow; onAgain: () => void }) {
  if (now.state === 'replaced' || now.state === 'removed')
    return <OverPage how={now.state} onAgain={onAgain} />
  return (
    <Live key={now.device_id} area="phone" effects={effects} catchUp={catchUp}>
      <Present now={now} />
    </Live>
  )
}

export default function PhonePage() {
  const { t } = useTranslation('phone')
  const secret = useSyncExternalStore(scannedSecret.subscribe, scannedSecret.getSnapshot)
  const [again, setAgain] = useState(false)
  const pairing = usePairBySecret()
  const query = usePhoneNow(secret === null && !again && (pairing.isIdle || pairing.isSuccess))
  const { mutate } = pairing
  useTitle(t('title'), { rehearsal: query.data?.formality === 'rehearsal' })

  useEffect(() => {
    if (secret === null) return
    // Taken out of hand first: a secret works once, and a second try would be refused.
    scannedSecret.clear()
    setAgain(false)
    mutate(secret)
  }, [secret, mutate])

  if (pairing.isPending) return <Loading label={t('pair.working')} />
  if (pairing.error) return <PairPage error={pairing.error} onPaired={pairing.reset} />
  if (again) return <PairPage onPaired={() => setAgain(false)} />
  if (query.data) return <Phone now={query.data} onAgain={() => setAgain(true)} />
  if (isApiError(query.error, 'not_logged_in') || isApiError(query.error, 'login_required'))
    return <PairPage onPaired={() => void query.refetch()} />
  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  return <Loading />
}
