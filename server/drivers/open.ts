import { asFailure, type Failure } from '../../lib/failure.ts'
import type { Dial } from '../../lib/libvirt/plan-types.ts'
import type { ReachedDisplay } from '../../lib/libvirt/reach-display.ts'
import { readAuthFile } from '../transport/auth-file.ts'
import type { DialFar } from '../transport/far-dial.ts'
import type { OpenRedial } from '../transport/redial.ts'
import type { DialOptions, DialTransport, Surrounds } from '../transport/transport.ts'
import { type Dialled, noWay, triesNext, waysOf } from './candidates.ts'
import type { Driver, OpenOptions } from './driver.ts'
import { openRemote } from './remote/open.ts'
import { Offers } from './remote/sasl/offers.ts'
import { SignIn } from './remote/sign-in.ts'
import { openTest } from './test/open.ts'
import type { Worlds } from './test/worlds.ts'
import { openXenProxy } from './xen-proxy/open.ts'
import { openXend } from './xend/open.ts'

export type OpenDriver = (plan: Dialled, options: OpenOptions) => Promise<Driver>

/** How what is not in this process is reached. */
export interface Dialling extends Pick<Surrounds, 'clock' | 'env'> {
  dial: DialTransport
  openRedial: OpenRedial
  /** To displays; without it no console opens. */
  dialFar?: DialFar
}

/**
 * Opens what a plan says with the driver it names, or else by the next way of the plan. What it returns throws Failure
 * (what opening came to), or what the signal says when that aborts.
 */
export function driverOpener(
  worlds: Worlds,
  { dial, openRedial, dialFar, clock, env }: Dialling,
): OpenDriver {
  const offers = new Offers()
  const signInTo = (plan: Dial) => {
    const authConf = () => readAuthFile(plan.options.authfile, { env })
    return new SignIn(plan, { authConf, offers })
  }
  const besides = (plan: Dial) =>
    dialFar && {
      beside: {
        way: plan,
        dial: (place: ReachedDisplay, asked: DialOptions) => dialFar(plan, place, asked),
      },
    }
  const open = async (plan: Dial, options: OpenOptions): Promise<Driver> => {
    switch (plan.driver) {
      case 'test':
        return openTest(plan, worlds, options)
      case 'remote':
        return openRemote(
          { remoteName: plan.remoteName, signIn: signInTo(plan), ...besides(plan) },
          (asked) => dial(plan, asked),
          options,
          clock,
        )
      case 'xend':
        return openXend(plan, openRedial, options, clock)
      case 'xen-proxy':
        return openXenProxy(plan, dial, options, clock)
    }
  }
  return (plan, options) => firstOpened(waysOf(plan), options, open)
}

async function firstOpened(
  ways: readonly Dial[],
  options: OpenOptions,
  open: (way: Dial, options: OpenOptions) => Promise<Driver>,
): Promise<Driver> {
  const failures: Failure[] = []
  for (const way of ways) {
    try {
      return await open(way, options)
    } catch (cause) {
      if (options.signal.aborted) throw cause
      const failure = asFailure(cause)
      failures.push(failure)
      if (!triesNext(failure)) break
    }
  }
  throw noWay(failures, ways)
}
