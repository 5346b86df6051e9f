import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, call } from '@/api/client'
import type { PlacingPreview } from '@/api/school_shapes'
import { Ask, Show } from '@/staff_ui/Ask'
import type { AskingBulkAct, Selection } from '@/staff_ui/list/bulk'
import { BulkOutcomeText } from '@/staff_ui/list/BulkOutcomeText'
import { formatDateTime } from '@/ui/format'
import { PageState } from '@/ui/PageState'
import { Select } from '@/ui/Select'
import { showToast } from '@/ui/toast'
import { useNames } from '../../rooms/useNames'
import { useOutcome, usePreview, useSealedAct, whomOf } from './outcome'

const PLACING = '/api/v1/school/candidates/bulk/placing'
const ANY = ''

/** 「安排考场」: where many come, by the timetable's own rules; shown before it is done. */
export function usePlaceMany(): AskingBulkAct {
  const { t } = useTranslation('school/bulk')
  return { key: 'place', label: t('place.act'), icon: 'seat', dialog: (props) => <PlaceMany {...props} /> }
}

interface Props {
  whom: Selection
  onClose: () => void
  onDone: () => void
}

function PlaceMany({ whom, onClose, onDone }: Props) {
  const { t } = useTranslation('school/bulk')
  const [room, setRoom] = useState(ANY)
  const asked = { ...whomOf(whom), room_id: room || null }
  const preview = usePreview(['place', asked], () => call(api.POST(`${PLACING}/preview`, { body: asked })))
  const [place] = useSealedAct(async (seal: string, reason: string) => {
    const { done } = await call(api.POST(PLACING, { body: { ...asked, seal, reason } }))
    showToast(t('place.done', { count: done }))
    onDone()
  }, preview.refetch)
  const found = preview.data
  if (!found)
    return (
      <Show title={t('place.act')} onClose={onClose}>
        <PageState query={preview}>{() => null}</PageState>
      </Show>
    )
  return (
    <Ask
      title={t('place.act')}
      act={t('place.act_n', { count: found.will })}
      idle={found.will === 0 || preview.isPlaceholderData}
      write={found.needs_reason && found.will > 0 ? 'reason' : undefined}
      onClose={onClose}
      onAct={(reason) => place(found.seal, reason)}
    >
      <div className="col">
        <Where found={found} room={room} onRoom={setRoom} />
        <Outcome found={found} />
      </div>
    </Ask>
  )
}

function Where({
  found,
  room,
  onRoom,
}: {
  found: PlacingPreview
  room: string
  onRoom: (room: string) => void
}) {
  const { t } = useTranslation('school/bulk')
  const nameOf = useNames()
  if (found.rooms.length === 0) return <p className="dim">{t('place.any_hint')}</p>
  return (
    <Select
      label={t('place.where')}
      hint={t(room === ANY ? 'place.any_hint' : 'place.room_hint')}
      value={room}
      onChange={onRoom}
      options={[
        { value: ANY, label: t('place.any') },
        ...found.rooms.map((one) => ({
          value: one.id,
          label: t('place.room', { room: nameOf(one), count: one.free }),
        })),
      ]}
    />
  )
}

function Outcome({ found }: { found: PlacingPreview }) {
  const { t, i18n } = useTranslation('school/bulk')
  const outcome = useOutcome()
  const { example } = found
  return (
    <>
      <BulkOutcomeText {...outcome(found)} />
      {found.coming_over > 0 && <p>{t('place.coming_over', { count: found.coming_over })}</p>}
      {example?.slot_starts_at && (
        <p className="t12 dim">
          {t('place.example', {
            name: example.name,
            room: (i18n.language === 'en' && example.room_en) || example.room,
            at: formatDateTime(example.slot_starts_at),
          })}
        </p>
      )}
      {found.needs_reason && found.will > 0 && <p className="t12 dim">{t('place.told')}</p>}
    </>
  )
}
