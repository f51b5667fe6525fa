import { type Rung, rungs } from './rungs.ts'
import type { Transport } from './transports.ts'

const far: readonly Rung[] = ['resolving', 'dialling']
const daemon: readonly Rung[] = ['greeting', 'authenticating', 'opening', 'listing']
const ssh: readonly Rung[] = [
  ...far,
  'securing',
  'identifying',
  'logging-in',
  'tunnelling',
  ...daemon,
]

const climbs: Record<Transport | 'http', readonly Rung[]> = {
  unix: ['dialling', ...daemon],
  tcp: [...far, ...daemon],
  tls: [...far, 'securing', 'identifying', ...daemon],
  ssh,
  libssh: ssh,
  libssh2: ssh,
  ext: ['dialling', ...daemon],
  http: [...far, 'opening', 'listing'],
}

/** The rungs that opening has by a way, in climbing order; null: nothing is dialled. */
export const rungsOf = (transport: Transport | 'http' | null): readonly Rung[] =>
  transport === null ? ['opening', 'listing'] : climbs[transport]

/** The same with the one that is being climbed, should the way have turned out to be another. */
export const rungsWith = (known: readonly Rung[], live: Rung): readonly Rung[] =>
  rungs.filter((rung) => rung === live || known.includes(rung))
