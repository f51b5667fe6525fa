import { hostname } from 'node:os'
import { systemClock } from '../../lib/clock.ts'
import { driverOpener, type OpenDriver } from '../drivers/open.ts'
import { Worlds } from '../drivers/test/worlds.ts'
import { openFence } from '../transport/address-fence.ts'
import { dialFor } from '../transport/dial-for.ts'
import { redialFor } from '../transport/redial.ts'
import { ownSurrounds } from '../transport/surrounds.ts'
import type { Io } from './io.ts'

/**
 * Opens with the rights of who typed the command: their worlds may lie in any folder that they can read, and only the
 * metadata services of clouds are not dialled.
 */
export function driverOpenerOf(env: Io['env']): OpenDriver {
  const surrounds = ownSurrounds({ env, fence: openFence })
  const worlds = new Worlds({ clock: systemClock, hostname: hostname(), folders: ['/'] })
  return driverOpener(worlds, {
    ...surrounds,
    dial: dialFor(surrounds, { programs: 'any' }),
    openRedial: redialFor(surrounds),
  })
}
