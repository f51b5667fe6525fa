import { hostname } from 'node:os'
import { type Clock, systemClock } from '../../lib/clock.ts'
import { driverOpener, type OpenDriver } from '../../server/drivers/open.ts'
import { Worlds } from '../../server/drivers/test/worlds.ts'
import { openFence } from '../../server/transport/address-fence.ts'
import { dialFor } from '../../server/transport/dial-for.ts'
import { redialFor } from '../../server/transport/redial.ts'
import { ownSurrounds } from '../../server/transport/surrounds.ts'

export interface OpenerOptions {
  env?: Readonly<Record<string, string | undefined>> | undefined
  clock?: Clock | undefined
  /** Folders of test worlds; every one when it is left out. */
  worlds?: readonly string[] | undefined
  /** Programs that may be run; none when it is left out. */
  programs?: readonly string[] | undefined
}

/** Opens with everything that the product itself opens with. */
export function openerOf({
  env = {},
  clock = systemClock,
  worlds = ['/'],
  programs = [],
}: OpenerOptions = {}): OpenDriver {
  const surrounds = ownSurrounds({ env, fence: openFence, clock })
  const dialling = { dial: dialFor(surrounds, { programs }), openRedial: redialFor(surrounds) }
  const inProcess = new Worlds({ clock, hostname: hostname(), folders: worlds })
  return driverOpener(inProcess, { ...dialling, clock, env })
}
