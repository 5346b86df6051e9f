import { Input, InputNumber, Segmented, Switch } from 'antd'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { fits, type Policy, type Rule, type Rules } from './policies'

interface Props {
  policy: Policy
  value: Rules[Rule]
  changed: boolean
  disabled: boolean
  onChange: (value: Rules[Rule]) => void
}

/** One rule: its name, its control, and one plain line on what it does to people. */
export function PolicyRow(props: Props) {
  const { t } = useTranslation(['school/exam', 'list'])
  const id = useId()
  const { rule, kind } = props.policy
  const wrong = !fits(props.policy, props.value)
  return (
    <div className="kc-policy">
      {kind === 'fact' ? (
        <span className="kc-policy-name">{t(`rule.${rule}.name`)}</span>
      ) : (
        <label className="kc-policy-name" htmlFor={id}>
          {t(`rule.${rule}.name`)}
        </label>
      )}
      <div className="grow">
        <div className="row wrap">
          <Control {...props} id={id} />
          {props.changed && <span className="t12 c-amber push">{t('list:form.changed')}</span>}
        </div>
        <p className={`t12 ${wrong ? 'c-red' : 'dim'}`} id={`${id}-note`} aria-live="polite">
          {wrong ? t(`rule.${rule}.wrong` as 'rule.support_phone.wrong') : t(`rule.${rule}.does`)}
        </p>
      </div>
    </div>
  )
}

function Control({ policy, value, disabled, onChange, id }: Props & { id: string }) {
  const { t } = useTranslation('school/exam')
  const { rule, per = 1 } = policy
  const told = { id, disabled, 'aria-describedby': `${id}-note` }
  switch (policy.kind) {
    case 'switch':
      return (
        <>
          <Switch {...told} checked={value === true} onChange={onChange} />
          <span>{t(value ? 'on' : 'off')}</span>
        </>
      )
    case 'choice':
      return (
        <Segmented
          {...told}
          aria-label={t(`rule.${rule}.name`)}
          value={value as string | number}
          options={(policy.values ?? []).map((one) => ({
            value: one,
            label: t(`rule.${rule}.${one}` as 'rule.languages.zh'),
          }))}
          onChange={onChange}
        />
      )
    case 'text':
      return (
        <Input
          {...told}
          className="kc-policy-text"
          maxLength={policy.max}
          status={fits(policy, value) ? undefined : 'error'}
          aria-invalid={!fits(policy, value)}
          value={String(value)}
          onChange={(event) => onChange(event.target.value)}
        />
      )
    case 'fact':
      return <span>{t(`rule.${rule}.${value}` as 'rule.order_policy.timetable')}</span>
    case 'number':
      return (
        <>
          <InputNumber
            {...told}
            min={policy.min}
            max={policy.max}
            precision={0}
            value={Number(value) / per}
            onChange={(typed) => typed !== null && onChange(typed * per)}
          />
          <span>{t(`rule.${rule}.unit` as 'rule.minimum_staff.unit')}</span>
        </>
      )
  }
}
