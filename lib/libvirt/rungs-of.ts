import type { Dial } from './plan-types.ts'
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

const nothingToSay: Partial<Record<Dial['driver'], readonly Rung[]>> = {
  xend: ['greeting', 'authenticating'],
  'xen-proxy': ['authenticating'],
}

/** The same of a plan's way: legacy Xen asks nobody who they are, and may lie behind an SSH login. */
export const rungsOfDial = ({ driver, transport, options }: Dial): readonly Rung[] =>
  rungsOf(options.via === undefined ? transport : 'ssh').filter(
    (rung) => !nothingToSay[driver]?.includes(rung),
  )

/** The same with the one that is being climbed, should the way have turned out to be another. */
export const rungsWith = (known: readonly Rung[], live: Rung): readonly Rung[] =>
  rungs.filter((rung) => rung === live || known.includes(rung))
