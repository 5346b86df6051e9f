import { Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { choiceOf, isOn, switched, TOLD, WAYS, type Area, type Choices, type Kind } from './ways'

interface Props {
  choices: Choices
  changed: Partial<Choices>
  disabled: boolean
  onChange: (values: Partial<Choices>) => void
}

/** Kind × way, and in words who gets a message by what is chosen. */
export function WaysTable(props: Props) {
  const { t } = useTranslation('school/ways')
  return (
    <table className="kc-ways" aria-label={t('title')}>
      <thead>
        <tr>
          {(['kind', 'page', ...WAYS, 'reach'] as const).map((key) => (
            <th key={key} scope="col">
              {t(`col.${key}`)}
            </th>
          ))}
        </tr>
      </thead>
      {TOLD.map(({ area, kinds }) => (
        <tbody key={area}>
          <tr className="group">
            <th colSpan={5} scope="rowgroup">
              {t(`area.${area}`)} <span className="t12 dim">{t(`area_note.${area}`)}</span>
            </th>
          </tr>
          {kinds.map((kind) => (
            <Row key={kind} area={area} kind={kind} {...props} />
          ))}
        </tbody>
      ))}
    </table>
  )
}

function Row({ area, kind, choices, changed, disabled, onChange }: Props & { area: Area; kind: Kind }) {
  const { t } = useTranslation(['school/ways', 'list'])
  const choice = choiceOf(area, kind)
  const ways = choices[choice]
  const name = t(`kind.${kind}`)
  return (
    <tr>
      <th scope="row">
        <span className="ink">{name}</span>
        <span className="t12 dim">{t(`when.${kind}`)}</span>
      </th>
      <td className="dim">{t('always')}</td>
      {WAYS.map((way) => (
        <td key={way}>
          <Switch
            checked={isOn(ways, way)}
            disabled={disabled}
            aria-label={t('switch', { area: t(`area.${area}`), name, way: t(`col.${way}`) })}
            onChange={(on) => onChange({ [choice]: switched(ways, way, on) })}
          />
        </td>
      ))}
      <td>
        {t(`reach.${ways}`)}
        {choice in changed && <span className="t12 c-amber">{t('list:form.changed')}</span>}
      </td>
    </tr>
  )
}
