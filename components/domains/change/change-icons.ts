import { Binary, FileDown, type LucideIcon, MoveRight, PencilLine, Trash2 } from 'lucide-react'
import type { DialogChange } from '@/lib/client/asked-change.ts'

export const changeIcons: Record<DialogChange, LucideIcon> = {
  rename: PencilLine,
  save: FileDown,
  dump: Binary,
  migrate: MoveRight,
  undefine: Trash2,
}
