import { useStopPhone } from '@/features/desks/phone'
import { useErrorText } from '@/ui/error_text'
import { showToast } from '@/ui/toast'

export function useStop() {
  const text = useErrorText()
  const stop = useStopPhone()
  return {
    isPending: stop.isPending,
    mutate: () => stop.mutate(undefined, { onError: (error) => showToast(text(error), { bad: true }) }),
  }
}
