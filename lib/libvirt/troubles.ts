import type { Dial, Via } from './plan-types.ts'
import type { Advice, Trouble } from './trouble.ts'
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
import { xendTroubles } from './troubles/xend.ts'

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
  ...xendTroubles,
}

/** What to do about a trouble on a way; nothing when it is none that is known. */
export function adviceOn(id: string | null, dial: Dial): Advice[] {
  const trouble = id !== null && Object.hasOwn(troubles, id) ? troubles[id] : undefined
  const { via } = dial.options
  return trouble?.advice(via !== undefined && isOfLogins(id) ? loginOf(via) : dial) ?? []
}

/** On the way to a xend through SSH these are about the login, not about the xend. */
const isOfLogins = (id: string | null): boolean =>
  [networkTroubles, sshTroubles].some((table) => Object.hasOwn(table, id ?? ''))

const loginOf = ({ user, host, port }: Via): Dial => ({
  ...{ driver: 'remote', transport: 'ssh', user, host, port },
  ...{ socket: null, remoteName: null, options: {} },
})
