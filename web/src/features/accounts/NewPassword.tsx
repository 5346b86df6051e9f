import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '@/ui/Button'
import { TextField } from '@/ui/Field'

const SHORTEST = 10

/** A password that a person thinks up: typed twice, shown on request. `wrong` is the refusal of the server. */
export function useNewPassword() {
  const [first, setFirst] = useState('')
  const [again, setAgain] = useState('')
  const [problem, setProblem] = useState<'short' | 'differs' | null>(null)
  return {
    first,
    again,
    problem,
    type: (word: 'first' | 'again', value: string) => {
      setProblem(null)
      ;(word === 'first' ? setFirst : setAgain)(value)
    },
    /** The password, or undefined while something is wrong with it, which then stands at the field. */
    take: (): string | undefined => {
      const found = first.length < SHORTEST ? 'short' : first !== again ? 'differs' : null
      setProblem(found)
      return found ? undefined : first
    },
  }
}

interface Props {
  password: ReturnType<typeof useNewPassword>
  wrong?: string | undefined
}

export function NewPassword({ password, wrong }: Props) {
  const { t } = useTranslation('account')
  const [shown, setShown] = useState(false)
  const field = { type: shown ? 'text' : 'password', autoComplete: 'new-password', maxLength: 200 }
  return (
    <>
      <TextField
        {...field}
        label={t('new_password')}
        icon="lock"
        value={password.first}
        onChange={(value) => password.type('first', value)}
        hint={t('password_hint')}
        error={password.problem === 'short' ? t('password_short') : wrong}
        after={
          <Button
            size="l"
            icon="eye"
            aria-pressed={shown}
            aria-label={t(shown ? 'hide' : 'show')}
            onClick={() => setShown(!shown)}
          />
        }
      />
      <TextField
        {...field}
        label={t('password_again')}
        icon="lock"
        value={password.again}
        onChange={(value) => password.type('again', value)}
        error={password.problem === 'differs' ? t('password_differs') : undefined}
      />
    </>
  )
}
