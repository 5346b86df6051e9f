import { Form, Input } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { RoomRow } from '@/api/school_shapes'
import { FormDrawer } from '@/staff_ui/form/FormDrawer'
import { Button } from '@/ui/Button'
import { SCHOOL } from '../me'
import { needsReason } from './marks'
import { patternOf } from './pattern'
import { MOST, PatternFields, type PatternValues } from './PatternFields'
import { copyRoom } from './reads'
import { ReasonField } from './RoomFields'
import { useNames } from './useNames'
import './rooms.css'

interface Values extends PatternValues {
  reason?: string
}

interface Props {
  room: RoomRow
  /** Names that rooms of the exam have. */
  taken: readonly string[]
  onClose: () => void
}

/** Further rooms of the same major: only their names differ. */
export function CopyRoomDrawer({ room, taken, onClose }: Props) {
  const { t } = useTranslation('school/rooms')
  const cache = useQueryClient()
  const nameOf = useNames()
  const [form] = Form.useForm<Values>()
  return (
    <FormDrawer<Values>
      title={t('copy_of', { name: nameOf(room) })}
      form={form}
      initial={{
        pattern: patternOf(room.name),
        pattern_en: patternOf(room.name_en),
        count: 3,
        rooms: [{ name: '' }],
      }}
      act={t('create')}
      onSave={async ({ rooms, reason = '' }) => {
        await copyRoom(
          room.id,
          rooms.map(({ name, name_en = '' }) => ({ name, name_en })),
          reason,
        )
        await cache.invalidateQueries({ queryKey: SCHOOL })
      }}
      onClose={onClose}
    >
      <p className="t14 dim kc-form-lead">
        {t('copy_text', { major: room.major ? nameOf(room.major) : t('every_major') })}
      </p>
      <PatternFields form={form} taken={taken} />
      <Form.List name="rooms">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }, index) => (
              <div className="row kc-copy-row" key={key}>
                <Form.Item
                  className="grow"
                  name={[name, 'name']}
                  label={t('name_nth', { number: index + 1 })}
                  rules={[{ required: true, whitespace: true, message: t('need_name') }]}
                >
                  <Input maxLength={200} />
                </Form.Item>
                <Form.Item className="grow" name={[name, 'name_en']} label={t('name_en')}>
                  <Input maxLength={200} />
                </Form.Item>
                {fields.length > 1 && (
                  <Button
                    kind="text"
                    icon="close"
                    aria-label={t('copy_remove', { number: index + 1 })}
                    onClick={() => remove(name)}
                  />
                )}
              </div>
            ))}
            {fields.length < MOST && (
              <Button size="s" icon="plus" onClick={() => add({ name: '' })}>
                {t('copy_more')}
              </Button>
            )}
          </>
        )}
      </Form.List>
      {needsReason(room.exam.state) && (
        <div className="kc-copy-reason">
          <ReasonField />
        </div>
      )}
    </FormDrawer>
  )
}
