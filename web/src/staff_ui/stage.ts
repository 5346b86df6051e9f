import type { Stage } from '@/ui/StageChip'

/** The server's chip in the words of StageChip. */
export function stageOf(chip: string): Stage {
  return (chip === 'interviewing' ? 'admitted' : chip) as Stage
}
