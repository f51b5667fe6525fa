import {
  type LucideIcon,
  Pause,
  Play,
  Power,
  PowerOff,
  RotateCw,
  Save,
  StepForward,
  Zap,
} from 'lucide-react'
import type { DomainAction } from '@/lib/libvirt/domain-state.ts'

export const actionIcons: Record<DomainAction, LucideIcon> = {
  start: Play,
  suspend: Pause,
  resume: StepForward,
  shutdown: Power,
  reboot: RotateCw,
  reset: Zap,
  destroy: PowerOff,
  managedSave: Save,
}

/** The order in which menus and bars offer them: what is gentle first, what loses something last. */
export const actionOrder: readonly DomainAction[] = [
  'start',
  'suspend',
  'resume',
  'shutdown',
  'reboot',
  'managedSave',
  'reset',
  'destroy',
]
