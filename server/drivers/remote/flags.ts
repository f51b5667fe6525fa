import type { Affects } from '../../../lib/libvirt/changes.ts'
import { RemoteError } from '../../rpc/errors.ts'
import { answeredNo } from './failures.ts'

/** VIR_DOMAIN_AFFECT_LIVE and VIR_DOMAIN_AFFECT_CONFIG. */
export const affectFlags: Record<Affects, number> = { live: 1, config: 2, both: 3 }
/** VIR_DOMAIN_AFFECT_CURRENT: the live one of an active domain, else the config. */
export const current = 0

/** VIR_ERR_INVALID_ARG: among others what a hypervisor says to a flag that it does not know. */
const invalidArgument = 8

const refused = (cause: unknown): boolean =>
  answeredNo(cause) && cause.cause instanceof RemoteError && cause.cause.code === invalidArgument

/** The first of some sets of flags that the host takes; throws what it says to the last, or a no of another kind. */
export async function withFlags<T>(
  [first, ...rest]: readonly [number, ...number[]],
  ask: (flags: number) => Promise<T>,
): Promise<T> {
  const [next, ...others] = rest
  if (next === undefined) return ask(first)
  try {
    return await ask(first)
  } catch (cause) {
    if (!refused(cause)) throw cause
    return withFlags([next, ...others], ask)
  }
}

/**
 * Asks with the flags of what is to be affected. Some hypervisors, libvirt's test driver among them, take none with
 * some calls: then without, where that comes to the same.
 */
export function affecting<T>(
  affects: Affects,
  active: boolean,
  ask: (flags: number) => Promise<T>,
): Promise<T> {
  const same = affects === (active ? 'live' : 'config')
  return withFlags(same ? [affectFlags[affects], current] : [affectFlags[affects]], ask)
}
