import type { Dial } from './plan-types.ts'

/**
 * Why a plan cannot be carried out here although it is right, as a sentence; null when it can. The page says so before
 * anything is tried, and the server refuses with the same words.
 */
export function whyOutOfReach({ driver }: Pick<Dial, 'driver'>): string | null {
  if (driver === 'xend') return 'Oirase cannot talk to a xend server (legacy Xen) yet.'
  if (driver === 'xen-proxy') return 'Oirase cannot talk to the proxy of legacy Xen yet.'
  return null
}
