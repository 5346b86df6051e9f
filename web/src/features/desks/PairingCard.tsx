import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { serverClock } from '@/api/clock'
import { useLiveEvent } from '@/live/Live'
import { AlarmStrip } from '@/ui/AlarmStrip'
import { Button } from '@/ui/Button'
import { useErrorText } from '@/ui/error_text'
import { formatCode } from '@/ui/format'
import { Icon } from '@/ui/Icon'
import { QrCode } from '@/ui/QrCode'
import { useServerNow } from '@/ui/server_now'
import { showToast } from '@/ui/toast'
import { onlyThisMachine, usePairing, type MyPhone, type PairingCode } from './pairing'
import './pairing.css'

function isFresh(code: PairingCode): boolean {
  return Date.parse(code.expires_at) > serverClock.now()
}

interface CodeProps {
  code: PairingCode
  large: boolean
  busy: boolean
  onRenew: () => void
}

function Code({ code, large, busy, onRenew }: CodeProps) {
  const { t } = useTranslation('candidate')
  const now = useServerNow()
  const seconds = Math.max(0, Math.floor((Date.parse(code.expires_at) - now) / 1000))
  const host = new URL(code.url).host
  if (seconds === 0)
    return (
      <div className="kc-pair-expired">
        <p className="t14 dim">{t('pairing.expired')}</p>
        <Button size="l" icon="retry" busy={busy} onClick={onRenew}>
          {t('pairing.renew')}
        </Button>
      </div>
    )
  return (
    <>
      <QrCode value={code.url} size={large ? 264 : 126} />
      <div className="col g1 grow">
        <span>{t('pairing.lead')}</span>
        <span className="t12 dim">
          {t('pairing.by_hand')} <span className="ink">{host}/p/</span>
        </span>
        <span className="t12 dim">
          {t('pairing.type')}{' '}
          <b className="t18" data-testid="short-code">
            {formatCode(code.short_code)}
          </b>
        </span>
        <span className="t12 dim" aria-hidden="true">
          {t('pairing.valid', { seconds })}
        </span>
      </div>
    </>
  )
}

function NewCode({ rosterEntryId }: { rosterEntryId: string }) {
  const { t } = useTranslation('candidate')
  const text = useErrorText()
  const { code } = usePairing(rosterEntryId)
  const { mutate } = code
  const [large, setLarge] = useState(false)
  const asked = useRef(false)
  useEffect(() => {
    // Once: a second question would kill the code that the phone is just reading.
    if (asked.current) return
    asked.current = true
    mutate()
  }, [mutate])
  return (
    <div className="kc-card-body col g3">
      <h3>
        {/* An old camera, or a phone held far away, reads the large code. */}
        <button
          type="button"
          className="kc-pair-title"
          aria-expanded={large}
          onClick={() => {
            setLarge(!large)
            if (!code.isPending && !(code.data && isFresh(code.data))) mutate()
          }}
        >
          {t('pairing.title')}
          <Icon name="zoom" />
        </button>
      </h3>
      <div className={`row g4 kc-pair ${large ? 'large' : ''}`}>
        {code.data ? (
          <Code code={code.data} large={large} onRenew={() => mutate()} busy={code.isPending} />
        ) : code.error ? (
          <div className="kc-pair-expired">
            <p className="t14 c-red">{text(code.error)}</p>
            <Button size="l" icon="retry" busy={code.isPending} onClick={() => mutate()}>
              {t('pairing.make')}
            </Button>
          </div>
        ) : null}
      </div>
      {code.data && onlyThisMachine(code.data.url) && (
        <div className="kc-pair-local">
          <p className="t12 dim">{t('pairing.local')}</p>
          <a className="kc-btn l" href={code.data.url} target="_blank" rel="noreferrer">
            <Icon name="link" />
            {t('pairing.open_here')}
          </a>
        </div>
      )}
    </div>
  )
}

function Pending({ rosterEntryId, phone }: { rosterEntryId: string; phone: MyPhone }) {
  const { t } = useTranslation('candidate')
  const text = useErrorText()
  const { confirm, remove } = usePairing(rosterEntryId)
  const onError = (error: unknown) => showToast(text(error), { bad: true })
  return (
    <div className="kc-card-body col g3" role="alert">
      <h3>{t('pairing.pending', { label: phone.label })}</h3>
      <p className="t14 dim">{t('pairing.pending_text')}</p>
      <div className="row wrap">
        <Button
          size="l"
          kind="primary"
          icon="check"
          busy={confirm.isPending}
          onClick={() => confirm.mutate(undefined, { onError })}
        >
          {t('pairing.mine')}
        </Button>
        <Button size="l" busy={remove.isPending} onClick={() => remove.mutate(undefined, { onError })}>
          {t('pairing.not_mine')}
        </Button>
      </div>
    </div>
  )
}

interface Props {
  rosterEntryId: string
  phone: MyPhone
  /** Its picture, once it sends one. */
  tile: ReactNode
  sending: boolean
}

/** 「连接第二机位」: a code, then a question, then its picture. */
export function PairingCard({ rosterEntryId, phone, tile, sending }: Props) {
  const { t } = useTranslation('candidate')
  const [replacing, setReplacing] = useState(false)
  const { state } = phone
  // The next phone has come: its question, or its picture, takes the code's place.
  useLiveEvent(
    'desks.phone_paired',
    useCallback(() => setReplacing(false), []),
  )
  const paired = state === 'connected' || state === 'lost'
  return (
    <section className="kc-card" aria-label={t('pairing.title')}>
      {state === 'pending' && <Pending rosterEntryId={rosterEntryId} phone={phone} />}
      {(state === 'none' || (paired && replacing)) && <NewCode rosterEntryId={rosterEntryId} />}
      {paired && !replacing && (
        <div className="kc-card-body col g3">
          {tile}
          {state === 'lost' ? (
            <AlarmStrip kind="amber" icon="phone">
              {t('pairing.lost_text')}
            </AlarmStrip>
          ) : (
            !sending && <p className="t14 dim">{t('pairing.waiting_camera')}</p>
          )}
          {phone.page_hidden && (
            <AlarmStrip kind="amber" icon="phone">
              {t('pairing.hidden')}
            </AlarmStrip>
          )}
          <div className="row between">
            <span className="t12 dim ell">{phone.label}</span>
            <Button kind="text" onClick={() => setReplacing(true)}>
              {t('pairing.replace')}
            </Button>
          </div>
        </div>
      )}
    </section>
  )
}
