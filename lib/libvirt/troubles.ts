import type { Trouble } from './trouble.ts'
import { daemonTroubles } from './troubles/daemon.ts'
import { fenceTroubles } from './troubles/fence.ts'
import { loginTroubles } from './troubles/login.ts'
import { networkTroubles } from './troubles/network.ts'
import { programTroubles } from './troubles/program.ts'
import { socketTroubles } from './troubles/socket.ts'
import { sshTroubles } from './troubles/ssh.ts'
import { tlsTroubles } from './troubles/tls.ts'
import { tlsOwnTroubles } from './troubles/tls-own.ts'
import { tunnelTroubles } from './troubles/tunnel.ts'
import { uriTroubles } from './troubles/uri.ts'
import { worldTroubles } from './troubles/world.ts'

/** Everything that is known to go wrong on the way to a host, in the order of the way. */
export const troubles: Readonly<Record<string, Trouble>> = {
  ...uriTroubles,
  ...fenceTroubles,
  ...worldTroubles,
  ...socketTroubles,
  ...networkTroubles,
  ...tlsOwnTroubles,
  ...tlsTroubles,
  ...sshTroubles,
  ...tunnelTroubles,
  ...programTroubles,
  ...loginTroubles,
  ...daemonTroubles,
}

/** The row that a failure names; null when it names none that is known. */
export const troubleOf = (id: string | null): Trouble | null =>
  id !== null && Object.hasOwn(troubles, id) ? (troubles[id] ?? null) : null
