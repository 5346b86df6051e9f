import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { api, call } from '@/api/client'
import { useLetter, useReadLetterAgain, useSign, type Letter } from '@/features/commitments/letter'
import { ReadToEnd } from '@/features/commitments/ReadToEnd'
import { Button } from '@/ui/Button'
import { Checkbox } from '@/ui/Checkbox'
import { useErrorText } from '@/ui/error_text'
import { formatDateTime } from '@/ui/format'
import { LongText } from '@/ui/LongText'
import { EmptyState, PageState } from '@/ui/PageState'
import { ReceiptLine } from '@/ui/ReceiptLine'
import { useServerNow } from '@/ui/server_now'
import type { Signature } from '@/ui/signature'
import { SignaturePad } from '@/ui/SignaturePad'
import { showToast } from '@/ui/toast'
import { askForNotifications } from '@/ui/attention'
import { Frame } from './Frame'
import { useAct, useTexts } from './now'
import type { StepProps } from './steps'

function useArrive(entryId: string) {
  return useAct(entryId, () =>
    call(
      api.POST('/api/v1/candidate/entries/{roster_entry_id}/arrival', {
        params: { path: { roster_entry_id: entryId } },
      }),
    ),
  )
}

function Foot({ lookBack, children }: Pick<StepProps, 'lookBack'> & { children: ReactNode }) {
  const { t } = useTranslation('common')
  return (
    <>
      <Button size="l" onClick={() => lookBack('device_check')}>
        {t('back')}
      </Button>
      <span className="grow" />
      {children}
    </>
  )
}

function LetterHead({ letter }: { letter: Letter }) {
  const { t } = useTranslation('candidate')
  const words = useTexts()(letter)
  return (
    <div>
      <h1>{words.title}</h1>
      <p className="dim t14">{t('letter.facts', { version: letter.version })}</p>
    </div>
  )
}

/** Signed already, or nothing to sign: only the way in is left. */
function Signed({ now, entryId, lookBack, letter }: StepProps & { letter: Letter | null }) {
  const { t } = useTranslation('candidate')
  const words = useTexts()
  const arrive = useArrive(entryId)
  const signed = letter?.commitment
  return (
    <Frame
      now={now}
      step="commitment"
      foot={
        <Foot lookBack={lookBack}>
          {signed && (
            <span className="not-phone">
              <ReceiptLine kind="saved" at={signed.signed_at}>
                {t('letter.signed')}
              </ReceiptLine>
            </span>
          )}
          <Button
            size="l"
            kind="primary"
            busy={arrive.isPending}
            onClick={() => {
              void askForNotifications()
              arrive.mutate()
            }}
          >
            {t('letter.enter')}
          </Button>
        </Foot>
      }
    >
      {letter ? (
        <>
          <LetterHead letter={letter} />
          <section className="kc-card">
            <div className="kc-card-body wide" data-testid="letter-text">
              <LongText text={words(letter).text} />
            </div>
          </section>
        </>
      ) : (
        <EmptyState icon="document" title={t('letter.none')} />
      )}
    </Frame>
  )
}

function ToSign({ now, entryId, lookBack, letter }: StepProps & { letter: Letter }) {
  const { t } = useTranslation('candidate')
  const text = useErrorText()
  const words = useTexts()(letter)
  const today = useServerNow()
  const [read, setRead] = useState(false)
  const [ticked, setTicked] = useState(false)
  const [signature, setSignature] = useState<Signature | null>(null)
  const sign = useSign(entryId)
  const readAgain = useReadLetterAgain(entryId)
  const arrive = useArrive(entryId)
  const missing = !read ? 'need_read' : !ticked ? 'need_tick' : !signature ? 'need_sign' : null

  async function submit() {
    if (!signature) return
    void askForNotifications()
    try {
      await sign.mutateAsync({ letter, signature })
    } catch (error) {
      return showToast(text(error), { bad: true })
    }
    arrive.mutate(undefined, { onError: readAgain })
  }

  return (
    <Frame
      now={now}
      step="commitment"
      foot={
        <Foot lookBack={lookBack}>
          {missing && (
            <span className="t14 dim not-phone" role="status">
              {t(`letter.${missing}`)}
            </span>
          )}
          <Button
            size="l"
            kind="primary"
            disabled={missing !== null}
            busy={sign.isPending || arrive.isPending}
            onClick={() => void submit()}
          >
            {t('letter.submit')}
          </Button>
        </Foot>
      }
    >
      <LetterHead letter={letter} />
      <ReadToEnd label={words.title} testId="letter-text" onEnd={() => setRead(true)}>
        <LongText text={words.text} />
      </ReadToEnd>
      {!read && <p className="t14 dim">{t('letter.scroll')}</p>}
      <SignaturePad
        title={t('letter.sign')}
        note={`${now.candidate.name} · ${formatDateTime(today)}`}
        onChange={setSignature}
      />
      <Checkbox checked={ticked} disabled={!read} onChange={setTicked}>
        {t('letter.tick')}
      </Checkbox>
      {missing && <p className="only-phone t14 c-amber">{t(`letter.${missing}`)}</p>}
    </Frame>
  )
}

export function CommitmentPage(props: StepProps) {
  const { now, entryId } = props
  const needed = now.missing.some(({ key }) => key === 'commitment') || now.step === 'commitment'
  const letter = useLetter(entryId, needed)
  if (!needed) return <Signed {...props} letter={null} />
  return (
    <PageState query={letter}>
      {/* Of a new edition nothing is read, ticked or signed yet. */}
      {(data) =>
        data.commitment ? (
          <Signed {...props} letter={data} />
        ) : (
          <ToSign key={data.id} {...props} letter={data} />
        )
      }
    </PageState>
  )
}
