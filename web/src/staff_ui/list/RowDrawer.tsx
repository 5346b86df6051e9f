import { Drawer } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

interface Props {
  title: ReactNode
  open: boolean
  onClose: () => void
  children: ReactNode
  /** Acts on this row. */
  foot?: ReactNode
}

/** Beside the list, which stays usable: no mask, 320 wide. Escape closes it. */
export function RowDrawer({ title, open, onClose, children, foot }: Props) {
  const { t } = useTranslation()
  return (
    <Drawer
      open={open}
      title={title}
      size={320}
      mask={false}
      placement="right"
      closable={{ 'aria-label': t('close') }}
      onClose={onClose}
      footer={foot}
      destroyOnHidden
    >
      {children}
    </Drawer>
  )
}
