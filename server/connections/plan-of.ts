import type { Surroundings } from '../../lib/contract/http.ts'
import { Failure } from '../../lib/failure.ts'
import { openPlan } from '../../lib/libvirt/plan.ts'
import { isRefused, type Open } from '../../lib/libvirt/plan-types.ts'
import type { Reach } from './retry.ts'

/** How a URI will be opened. Throws uri.invalid with the character that is wrong, or uri.refused with the reason. */
export function planOf(uri: string, readOnly: boolean, surroundings: Surroundings): Open {
  const opening = openPlan(uri, { ...surroundings, readOnly })
  if (!opening.ok) {
    throw new Failure('uri.invalid', `At character ${opening.at + 1}: ${opening.error}`)
  }
  if (isRefused(opening.plan)) throw new Failure('uri.refused', opening.plan.refused)
  return opening.plan
}

/** A dial to a unix socket or to nothing at all stays within this machine. */
export const reachOf = ({ transport, options }: Open): Reach =>
  transport === null || (transport === 'unix' && options.via === undefined) ? 'local' : 'network'
