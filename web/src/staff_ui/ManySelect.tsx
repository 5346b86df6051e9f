import { Select, type SelectProps } from 'antd'
import { useState, type KeyboardEvent } from 'react'

/**
 * A list to choose several of. Tab closes it and goes on to the next field; antd's own would take, or take out
 * again, whatever option happens to be active and keep the focus.
 */
export function ManySelect<Value = string[]>(
  props: Omit<SelectProps<Value>, 'mode' | 'open' | 'onOpenChange'>,
) {
  const [open, setOpen] = useState(false)
  function leave(event: KeyboardEvent) {
    if (event.key !== 'Tab' || !open) return
    event.stopPropagation()
    setOpen(false)
  }
  return (
    <div style={{ display: 'contents' }} onKeyDownCapture={leave}>
      <Select<Value> {...props} mode="multiple" open={open} onOpenChange={setOpen} />
    </div>
  )
}
