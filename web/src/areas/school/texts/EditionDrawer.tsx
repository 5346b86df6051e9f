import { Form, Input } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Edition, EditionWords } from '@/api/school_shapes'
import { FormDrawer } from '@/staff_ui/form/FormDrawer'
import { AlarmStrip } from '@/ui/AlarmStrip'
import { LongText } from '@/ui/LongText'
import { Segments } from '@/ui/Segments'
import { useRefusalText } from '../changed'
import { SCHOOL } from '../me'
import { useSnapshot } from '../snapshot'
import type { TextName } from './texts'
import './texts.css'

interface Props {
  name: TextName
  newest: Edition | undefined
  /** Offered: all of it or nothing. */
  english: 'needed' | 'offered' | 'none'
  /** The words of the button, with the number of the edition that it makes. */
  act: (edition: number) => string
  /** What saving does to those who have read or signed before. */
  notice?: ReactNode
  onSave: (words: Required<EditionWords>) => Promise<unknown>
  onClose: () => void
  /** More fields, below the words. */
  children?: ReactNode
}

type Values = Omit<EditionWords, 'edition'>

const valuesOf = (newest: Edition | undefined): Partial<Values> =>
  newest ? { title: newest.title, title_en: newest.title_en, text: newest.text, text_en: newest.text_en } : {}

/**
 * Writing and preview of the next edition; what is published never changes. Where somebody else has published one
 * meanwhile, no word that was typed is lost: theirs stands below.
 */
export function EditionDrawer(props: Props) {
  const { name, english, act, notice, onSave, onClose, children } = props
  const { taken: newest, ...filled } = useSnapshot(props.newest, valuesOf)
  const [begunAt] = useState(newest)
  const { t } = useTranslation('school/texts')
  const cache = useQueryClient()
  const [form] = Form.useForm<Values>()
  const [view, setView] = useState<'write' | 'preview'>('write')
  const words = Form.useWatch((values: Values) => values, form) as Values | undefined
  const refusalText = useRefusalText()
  const needed = (message: string) => [{ required: true, whitespace: true, message }]
  const withOther = (other: 'title_en' | 'text_en') => [
    ({ getFieldValue }: { getFieldValue: (field: string) => string | undefined }) => ({
      required: english === 'needed' || Boolean(getFieldValue(other)?.trim()),
      whitespace: true,
      message: t(`need_english.${name}`),
    }),
  ]
  const before = newest?.edition ?? 0

  async function save({ title, title_en = '', text, text_en = '', reason = '' }: Values) {
    await onSave({ edition: before, title, title_en, text, text_en, reason })
    // The page behind knows the new version before anything is changed on it.
    await cache.invalidateQueries({ queryKey: SCHOOL })
  }

  return (
    <FormDrawer<Values>
      form={form}
      title={t(newest ? 'edit_of' : 'write_of', { text: t(`name.${name}`) })}
      act={act(before + 1)}
      {...filled}
      keepsTyped
      onSave={save}
      onClose={onClose}
      refusalText={refusalText}
    >
      <div className="col g4">
        {notice}
        {newest && newest !== begunAt && (
          <AlarmStrip kind="amber">{t('overtaken', { edition: newest.edition })}</AlarmStrip>
        )}
        <Segments
          label={t('view')}
          value={view}
          onChange={setView}
          items={(['write', 'preview'] as const).map((value) => ({ value, label: t(`as_${value}`) }))}
        />
        {view === 'preview' && (
          <div className="kc-preview kc-edition">
            <Words of={words} english={english !== 'none'} />
          </div>
        )}
      </div>
      {/* Hidden, not gone: the form keeps what was typed. */}
      <div className="kc-edition-fields" hidden={view === 'preview'}>
        <Form.Item name="title" label={t('title')} rules={needed(t('need_title'))}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="text" label={t('text')} extra={t('text_hint')} rules={needed(t('need_text'))}>
          <Input.TextArea rows={10} maxLength={20_000} />
        </Form.Item>
        {english !== 'none' && (
          <>
            <Form.Item
              name="title_en"
              label={t('title_en')}
              extra={english === 'offered' && t('english_hint')}
              dependencies={['text_en']}
              rules={withOther('text_en')}
            >
              <Input maxLength={200} />
            </Form.Item>
            <Form.Item
              name="text_en"
              label={t('text_en')}
              dependencies={['title_en']}
              rules={withOther('title_en')}
            >
              <Input.TextArea rows={10} maxLength={20_000} />
            </Form.Item>
          </>
        )}
        {children}
      </div>
      {newest && newest !== begunAt && (
        <section className="col g2 kc-edition-theirs">
          <h3>{t('edition', { edition: newest.edition })}</h3>
          <div className="kc-preview kc-edition">
            <Words of={newest} english={Boolean(newest.text_en)} />
          </div>
        </section>
      )}
    </FormDrawer>
  )
}

function Words({ of, english }: { of: Partial<Values> | undefined; english: boolean }) {
  return (
    <>
      <div lang="zh-CN">
        <h3>{of?.title}</h3>
        <LongText text={of?.text ?? ''} />
      </div>
      {english && (
        <div lang="en">
          <h3>{of?.title_en}</h3>
          <LongText text={of?.text_en ?? ''} />
        </div>
      )}
    </>
  )
}
