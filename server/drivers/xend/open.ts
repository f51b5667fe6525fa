import { randomBytes } from 'node:crypto'
import type { Clock } from '../../../lib/clock.ts'
import { Failure } from '../../../lib/failure.ts'
import type { Dial } from '../../../lib/libvirt/plan-types.ts'
import { xendTrouble } from '../../../lib/libvirt/troubles/xend.ts'
import type { OpenRedial, Redial } from '../../transport/redial.ts'
import type { Driver, OpenOptions } from '../driver.ts'
import { whyNotDialled } from './why-not-dialled.ts'
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
  const dial = (asked: AbortSignal) =>
    redial.dial(asked).catch((cause: unknown) => Promise.reject(whyNotDialled(cause, plan)))
  const http = new XendHttp({ dial: firstTold(dial, progress), clock })
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
    const random = randomBytes
    return new XendDriver({ calls, node, readOnly, clock, random, lost: redial.ended, close })
  } catch (cause) {
    close()
    throw whyNotOpen(cause)
  }
}

/** The first wire is the rung of opening; of those that follow nothing is told. */
function firstTold(dial: Redial['dial'], progress: OpenOptions['progress']): Redial['dial'] {
  let told = false
  return async (signal) => {
    const wire = await dial(signal)
    if (!told) progress('opening')
    told = true
    return wire
  }
}

/** It answered, but not the first question, which needs no rights and has no wrong words. */
const whyNotOpen = (cause: unknown): unknown =>
  cause instanceof Failure && cause.code === 'host.refused'
    ? xendTrouble('xend-refuses', cause.detail, { cause })
    : cause
