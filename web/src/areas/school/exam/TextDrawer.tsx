import { Form, Input } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Edition, Exam } from '@/api/school_shapes'
import { FormDrawer } from '@/staff_ui/form/FormDrawer'
import { LongText } from '@/ui/LongText'
import { Segments } from '@/ui/Segments'
import { useRefusalText } from '../changed'
import { SCHOOL } from '../me'
import { writeText } from './acts'
import { ReasonItem } from './fields'
import { needsReason, type TextKind } from './reads'
import { useSnapshot } from '../snapshot'

interface Props {
  exam: Exam
  kind: TextKind
  newest: Edition | undefined
  onClose: () => void
}

interface Values {
  title: string
  title_en?: string
  text: string
  text_en?: string
  reason?: string
}

/** Writing and preview of the next edition; what is published never changes. */
export function TextDrawer({ newest, ...rest }: Props) {
  const { taken, key, reload } = useSnapshot(newest)
  return <Writing key={key} newest={taken} onReload={reload} {...rest} />
}

function Writing({ exam, kind, newest, onClose, onReload }: Props & { onReload: () => void }) {
  const { t } = useTranslation('school/exam')
  const cache = useQueryClient()
  const [form] = Form.useForm<Values>()
  const [view, setView] = useState<'write' | 'preview'>('write')
  const words = Form.useWatch((values: Values) => values, form) as Values | undefined
  const refusalText = useRefusalText()
  const needed = (message: string) => [{ required: true, whitespace: true, message }]
  const english = exam.languages === 'zh_en'

  async function save({ title, title_en = '', text, text_en = '', reason = '' }: Values) {
    await writeText(exam.id, kind, { edition: newest?.edition ?? 0, title, title_en, text, text_en, reason })
    void cache.invalidateQueries({ queryKey: SCHOOL })
  }

  return (
    <FormDrawer<Values>
      form={form}
      title={t('text.edit_of', { text: t(`text.${kind}`) })}
      act={t('text.save', { edition: (newest?.edition ?? 0) + 1 })}
      initial={
        newest
          ? { title: newest.title, title_en: newest.title_en, text: newest.text, text_en: newest.text_en }
          : {}
      }
      onSave={save}
      onClose={onClose}
      onReload={onReload}
      refusalText={refusalText}
    >
      {newest && <p className="t14 dim">{t(`text.${kind}_again`)}</p>}
      <Segments
        label={t('text.view')}
        value={view}
        onChange={setView}
        items={(['write', 'preview'] as const).map((value) => ({ value, label: t(`text.as_${value}`) }))}
      />
      {view === 'preview' && (
        <div className="kc-preview">
          <h3>{words?.title}</h3>
          <LongText text={words?.text ?? ''} />
          {english && (
            <div lang="en">
              <h3>{words?.title_en}</h3>
              <LongText text={words?.text_en ?? ''} />
            </div>
          )}
        </div>
      )}
      {/* Hidden, not gone: the form keeps what was typed. */}
      <div hidden={view === 'preview'}>
        <Form.Item name="title" label={t('text.title')} rules={needed(t('text.need_title'))}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item
          name="text"
          label={t('text.text')}
          extra={t('text.text_hint')}
          rules={needed(t('text.need_text'))}
        >
          <Input.TextArea rows={10} maxLength={20_000} />
        </Form.Item>
        {english && (
          <>
            <Form.Item name="title_en" label={t('text.title_en')} rules={needed(t('text.need_english'))}>
              <Input maxLength={200} />
            </Form.Item>
            <Form.Item name="text_en" label={t('text.text_en')} rules={needed(t('text.need_english'))}>
              <Input.TextArea rows={10} maxLength={20_000} />
            </Form.Item>
          </>
        )}
        {needsReason(exam) && <ReasonItem />}
      </div>
    </FormDrawer>
  )
}
