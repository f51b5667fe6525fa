import { Cpu, type LucideIcon, MemoryStick } from 'lucide-react'
import { type HardwareDevice, hardwareOf } from '@/lib/xml/devices/hardware.ts'
import { readResources } from '@/lib/xml/resources.ts'
import { deviceIcon } from './device-icons.ts'
import type { Definitions } from './use-definitions.ts'

/** A row of the list, and what the page beside it is about. */
export interface HardwareRow {
  key: string
  title: string
  icon: LucideIcon
  change: HardwareDevice['change']
  about: 'cpus' | 'memory' | HardwareDevice
}

const differ = (now: unknown, later: unknown) =>
  JSON.stringify(now) === JSON.stringify(later) ? null : ('changed' as const)

/** CPUs, memory, then each device of the machine, as virt-manager lists them. */
export function hardwareRows({ now, later }: Definitions): HardwareRow[] {
  const [a, b] = [now ?? later, later ?? now].map((side) => side && readResources(side))
  const cpus = (side: typeof a) => side && { ...side, memory: null, maxMemory: null }
  const memory = (side: typeof a) => side && [side.memory, side.maxMemory]
  const devices = hardwareOf(now, later).map((device): HardwareRow => {
    const { key, title, change } = device
    return { key, title, change, icon: deviceIcon(device.now ?? device.later!), about: device }
  })
  return [
    { key: 'cpus', title: 'CPUs', icon: Cpu, change: differ(cpus(a), cpus(b)), about: 'cpus' },
    {
      key: 'memory',
      title: 'Memory',
      icon: MemoryStick,
      change: differ(memory(a), memory(b)),
      about: 'memory',
    },
    ...devices,
  ]
}

/** What the next start does, in a row's few words. */
export const changeNotes: Record<NonNullable<HardwareDevice['change']>, string> = {
  added: 'added after next start',
  removed: 'removed after next start',
  changed: 'changes after next start',
}
