import type { Clock } from '../../../lib/clock.ts'
import type { Dial } from '../../../lib/libvirt/plan-types.ts'
import type { OpenRedial, Redial } from '../../transport/redial.ts'
import type { Driver, OpenOptions } from '../driver.ts'
import { atOnceOf, xendCalls } from './xend-calls.ts'
import { XendDriver } from './xend-driver.ts'
import { XendHttp } from './xend-http.ts'

/** Opens a xend, which has no sessions: what answers as one is open. Throws Failure, or what the signal says. */
export async function openXend(
  plan: Dial,
  openRedial: OpenRedial,
  options: OpenOptions,
  clock: Clock,
): Promise<Driver> {
  const { signal, progress } = options
  const redial = await openRedial(plan, options)
  const http = new XendHttp({ dial: firstTold(redial, progress), clock })
  const close = () => {
    http.close()
    redial.close()
  }
  try {
    const calls = xendCalls(http)
    const node = await calls.node(signal)
    http.allow(atOnceOf(node))
    progress('listing')
    const readOnly = options.readOnly || plan.options.readOnly === true
    return new XendDriver({ calls, node, readOnly, clock, lost: redial.ended, close })
  } catch (cause) {
    close()
    throw cause
  }
}

/** The first wire is the rung of opening; of those that follow nothing is told. */
function firstTold(redial: Redial, progress: OpenOptions['progress']): Redial['dial'] {
  let told = false
  return async (signal) => {
    const wire = await redial.dial(signal)
    if (!told) progress('opening')
    told = true
    return wire
  }
}
