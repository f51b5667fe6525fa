import { hostname } from 'node:os'
import { systemClock } from '../../lib/clock.ts'
import { Failure } from '../../lib/failure.ts'
import type { Open } from '../../lib/libvirt/plan-types.ts'
import { dialFor } from '../transport/dial-for.ts'
import type { Driver, OpenOptions } from './driver.ts'
import { openRemote } from './remote/open.ts'
import { openTest } from './test/open.ts'
import { Worlds } from './test/worlds.ts'

export type OpenDriver = (plan: Open, options: OpenOptions) => Promise<Driver>

/** Opens what plans name; those of the test driver in these worlds, which all who open one share. Throws Failure. */
export const driverOpener =
  (worlds: Worlds): OpenDriver =>
  async (plan, options) => {
    switch (plan.driver) {
      case 'remote':
        return openRemote(plan, (signal) => dialFor(plan, signal), options)
      case 'test':
        return openTest(plan, worlds, options)
      case 'xend':
      case 'xen-proxy':
        throw new Failure('uri.refused', 'Oirase cannot open Xen without libvirt yet.')
    }
  }

/** The same for one person at a terminal: a world of their own, from any file that they may read. */
export const openDriver: OpenDriver = async (plan, options) =>
  driverOpener(new Worlds({ clock: systemClock, hostname: hostname(), folders: ['/'] }))(
    plan,
    options,
  )
