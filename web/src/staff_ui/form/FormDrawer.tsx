import { Drawer, Form, type FormInstance } from 'antd'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { isApiError, press } from '@/api/client'
import { AlarmStrip } from '@/ui/AlarmStrip'
import { Button } from '@/ui/Button'
import { useErrorText } from '@/ui/error_text'
import { showToast } from '@/ui/toast'
import { changesOf, overtaken, untouched } from './changes'
import { FillContext } from './fill'
import { useLeaveGuard } from './leave'
import { LeaveDialog } from './LeaveDialog'
import './form.css'

interface Props<Values extends object, Answer> {
  title: ReactNode
  /** From `Form.useForm()`; needed only by who sets fields from outside. */
  form?: FormInstance<Values>
  initial: Partial<Values>
  /** The words of the button; 「保存」 unless told. */
  act?: string
  /** Asks the server at once: a press that is repeated because its answer was lost is done once. */
  onSave: (values: Values) => Promise<Answer>
  /** Once it is saved; closes unless told. */
  onSaved?: (answer: Answer) => void
  onClose: () => void
  /** Reads the thing again; answers what it holds now, null where nothing was read. `initial` is that from then on. */
  onReload?: () => Promise<Partial<Values> | null>
  /** For long words: what was typed stays also where somebody else has changed the same; show the other's beside it. */
  keepsTyped?: boolean
  /** A refusal in the words of this form; those of the catalogue of errors unless told. */
  refusalText?: (error: unknown) => string
  /** `Form.Item`s with `name` and `label`. */
  children: ReactNode
}

/**
 * A form beside its list, 480 wide. Mounted = open. It keeps what was typed through every refusal, sums up what is
 * wrong, and asks before changes are lost. Somebody else's change in between is said, with the way to read it again:
 * then it goes on with what one typed where the other changed nothing.
 */
export function FormDrawer<Values extends object, Answer = unknown>(props: Props<Values, Answer>) {
  const {
    title,
    initial,
    act,
    onSave,
    onSaved = props.onClose,
    onClose,
    onReload,
    keepsTyped,
    children,
  } = props
  const { t } = useTranslation(['list', 'common'])
  const errorText = useErrorText()
  const text = props.refusalText ?? errorText
  const [own] = Form.useForm<Values>()
  const form = props.form ?? own
  const [changed, setChanged] = useState(false)
  const [wrong, setWrong] = useState<string[]>([])
  const [refusal, setRefusal] = useState<unknown>(null)
  const [given, setGiven] = useState<string[]>([])
  const [busy, setBusy] = useState(false)
  const guard = useLeaveGuard(changed, onClose)

  async function save() {
    if (busy) return
    setRefusal(null)
    setGiven([])
    let values: Values
    try {
      values = await form.validateFields()
    } catch (invalid) {
      const fields = (invalid as { errorFields?: { name: (string | number)[] }[] }).errorFields ?? []
      setWrong(fields.map(({ name }) => labelOf(form, name)))
      const first = fields[0]
      if (first) form.focusField(first.name as never)
      return
    }
    setWrong([])
    setBusy(true)
    try {
      const answer = await press(() => onSave(values))
      guard.release()
      setChanged(false)
      onSaved(answer)
    } catch (error) {
      setRefusal(error)
    } finally {
      setBusy(false)
    }
  }

  async function reload(read: () => Promise<Partial<Values> | null>) {
    let there: Partial<Values> | null
    try {
      there = await read()
    } catch (error) {
      showToast(errorText(error), { bad: true })
      return
    }
    if (!there) return
    const typed = form.getFieldsValue(true) as Partial<Values>
    const mine = keepsTyped ? changesOf(initial, typed) : untouched(initial, there, typed)
    const next = { ...there, ...mine }
    setGiven(keepsTyped ? [] : overtaken(initial, there, typed).map((field) => labelOf(form, [field])))
    form.setFieldsValue(next as never)
    setChanged(Object.keys(changesOf(there, next)).length > 0)
    setWrong([])
    setRefusal(null)
  }

  function fill(field: string, value: unknown) {
    form.setFieldValue(field as never, value as never)
    setChanged(true)
    setWrong([])
  }

  return (
    <Drawer
      open
      title={title}
      size={480}
      closable={{ 'aria-label': t('common:close') }}
      onClose={(event) => {
        // The browser would close the question that opens by the same stroke of Escape.
        event.preventDefault()
        guard.ask()
      }}
      footer={
        <div className="row between">
          <Button onClick={guard.ask}>{t('common:cancel')}</Button>
          <Button kind="primary" busy={busy} onClick={() => void save()}>
            {act ?? t('form.save')}
          </Button>
        </div>
      }
    >
      <div className="col g4">
        {wrong.length > 0 && (
          <AlarmStrip kind="red" icon="refused">
            {t('form.wrong', { count: wrong.length, fields: wrong.join(t('common:list_comma')) })}
          </AlarmStrip>
        )}
        {refusal !== null && (
          <AlarmStrip
            kind="red"
            icon="refused"
            actions={
              isApiError(refusal, 'changed_meanwhile') &&
              onReload && (
                <Button size="s" icon="retry" onClick={() => void reload(onReload)}>
                  {t('form.reload')}
                </Button>
              )
            }
          >
            {text(refusal)}
          </AlarmStrip>
        )}
        {given.length > 0 && (
          <AlarmStrip kind="amber">
            {t('form.overtaken', { fields: given.join(t('common:list_comma')) })}
          </AlarmStrip>
        )}
        <Form<Values>
          form={form}
          layout="vertical"
          requiredMark={false}
          initialValues={initial}
          onValuesChange={() => {
            setChanged(true)
            setWrong([])
          }}
          onFinish={() => void save()}
        >
          <FillContext value={fill}>{children}</FillContext>
          {/* Enter in a field saves, as in any form. */}
          <button type="submit" hidden />
        </Form>
      </div>
      {guard.asking && <LeaveDialog onStay={guard.stay} onLeave={guard.leave} />}
    </Drawer>
  )
}

/** The label as it stands on the page, so that the sum names fields as people see them. */
function labelOf<Values>(form: FormInstance<Values>, name: (string | number)[]): string {
  const field = form.getFieldInstance(name as never) as
    { input?: HTMLElement; nativeElement?: HTMLElement } | HTMLElement
  const control = field instanceof HTMLElement ? field : (field?.input ?? field?.nativeElement)
  const label = control?.closest('.ant-form-item')?.querySelector('label')
  return label?.textContent ?? String(name.at(-1))
}
