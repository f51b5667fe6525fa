import { type Ability, abilities } from '../../lib/libvirt/abilities.ts'
import { domainChanges, hostChanges } from '../../lib/libvirt/changes.ts'
import type { ChangeOps, Driver } from './driver.ts'

/** For a driver that changes nothing. */
export const noChanges = {
  ...Object.fromEntries([...domainChanges, ...hostChanges].map((change) => [change, null])),
  renameActive: false,
} as ChangeOps

/** What a driver cannot do, by name. */
export function lacksOf({ changes, domains, node, consoles }: Driver): Ability[] {
  const there: Partial<Record<Ability, unknown>> = {
    ...changes,
    ...domains,
    log: node.log,
    consoles,
    sendBreak: consoles?.sendBreak,
  }
  return abilities.filter((ability) => !there[ability])
}
