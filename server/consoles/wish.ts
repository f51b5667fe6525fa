import type { Clock } from '../../lib/clock.ts'
import type { ConsoleChoice } from '../../lib/contract/consoles.ts'
import type { Connections } from '../connections/connections.ts'
import type { Log } from '../log.ts'
import type { Relays } from './relays.ts'

export interface ConsolesDeps {
  connections: Pick<Connections, 'driver' | 'domain'>
  relays: Relays
  /** Whether who may only see a machine may watch its consoles. */
  viewersWatch: boolean
  clock: Clock
  log: Log
}

/** Which console somebody asks for. */
export interface ConsoleWish {
  connection: string
  domain: string
  choice: ConsoleChoice
  /** Never types. */
  watches: boolean
}
