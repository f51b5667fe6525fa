import { Failure } from '../../lib/failure.ts'
import type { Dial } from '../../lib/libvirt/plan-types.ts'
import { whyOutOfReach } from '../../lib/libvirt/within-reach.ts'
import { readAuthFile } from '../transport/auth-file.ts'
import type { DialTransport, Surrounds } from '../transport/transport.ts'
import type { Driver, OpenOptions } from './driver.ts'
import { openRemote } from './remote/open.ts'
import { Offers } from './remote/sasl/offers.ts'
import { SignIn } from './remote/sign-in.ts'
import { openTest } from './test/open.ts'
import type { Worlds } from './test/worlds.ts'

export type OpenDriver = (plan: Dial, options: OpenOptions) => Promise<Driver>

/**
 * Opens what a plan says with the driver it names. What it returns throws Failure (`uri.refused` for a driver that
 * Oirase does not have yet, else what opening came to), or what the signal says when that aborts.
 */
export function driverOpener(
  worlds: Worlds,
  dial: DialTransport,
  { clock, env }: Pick<Surrounds, 'clock' | 'env'>,
): OpenDriver {
  const offers = new Offers()
  const signInTo = (plan: Dial) => {
    const authConf = () => readAuthFile(plan.options.authfile, { env })
    return new SignIn(plan, { authConf, offers })
  }
  return async (plan, options) => {
    switch (plan.driver) {
      case 'test':
        return openTest(plan, worlds, options)
      case 'remote':
        return openRemote(
          { remoteName: plan.remoteName, signIn: signInTo(plan) },
          (asked) => dial(plan, asked),
          options,
          clock,
        )
      case 'xend':
      case 'xen-proxy':
        throw new Failure('uri.refused', whyOutOfReach(plan))
    }
  }
}
