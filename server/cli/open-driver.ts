import { hostname } from 'node:os'
import { systemClock } from '../../lib/clock.ts'
import { driverOpener, type OpenDriver } from '../drivers/open.ts'
import { Worlds } from '../drivers/test/worlds.ts'

/** Opens with the rights of who typed the command: their worlds may lie in any folder that they can read. */
export const openDriver: OpenDriver = driverOpener(
  new Worlds({ clock: systemClock, hostname: hostname(), folders: ['/'] }),
)
