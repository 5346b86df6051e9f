import { App, ConfigProvider } from 'antd'
import en from 'antd/locale/en_US'
import zh from 'antd/locale/zh_CN'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { stageTheme, staffTheme } from './theme'

const FORMAL = staffTheme('accent')
const REHEARSAL = staffTheme('plum')

/** Around all staff pages: antd on our tokens, in the language of the page. `App.useApp()` works below it. */
export function StaffUi({ rehearsal = false, children }: { rehearsal?: boolean; children: ReactNode }) {
  const { i18n } = useTranslation()
  return (
    <ConfigProvider
      theme={rehearsal ? REHEARSAL : FORMAL}
      locale={i18n.language === 'en' ? en : zh}
      button={{ autoInsertSpace: false }}
      // What opens in a dialog has to lie in it: everything outside is covered and dead.
      getPopupContainer={(node) => node?.closest('dialog') ?? document.body}
    >
      <App component={false}>{children}</App>
    </ConfigProvider>
  )
}

/** The dark ground, only around pictures. A white side panel in it wears `className="kc-light"` and `<LightPanel>`. */
export function StageGround({ children, className = '' }: { children: ReactNode; className?: string }) {
  return (
    <ConfigProvider theme={stageTheme}>
      <div className={`kc-stage ${className}`}>{children}</div>
    </ConfigProvider>
  )
}

/** Reading and writing beside the stage happen on white. */
export function LightPanel({ children, className = '' }: { children: ReactNode; className?: string }) {
  return (
    <ConfigProvider theme={{ ...FORMAL, inherit: false }}>
      <aside className={`kc-light ${className}`}>{children}</aside>
    </ConfigProvider>
  )
}
