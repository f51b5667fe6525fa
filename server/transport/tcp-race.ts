import { connect as connectPlainly, type Socket } from 'node:net'
import type { Clock } from '../../lib/clock.ts'
import type { Failure } from '../../lib/failure.ts'
import { type NetworkTrouble, networkTrouble } from '../../lib/libvirt/troubles/network.ts'
import type { Milliseconds } from '../../lib/units.ts'
import { errnoWords } from './errno-words.ts'
import type { Connect } from './read-again.ts'
import type { Address } from './resolve.ts'
import { unlessAborted } from './unless-aborted.ts'

/** Connection Attempt Delay of RFC 8305. */
const headStart: Milliseconds = 250
/** For all addresses together; less than the rung's limit, so that what is said is what was waited for. */
const patience: Milliseconds = 12_000
/** A line on which nothing is said is asked after so long whether it still stands. */
const keepaliveDelay: Milliseconds = 15_000

interface Runner {
  address: string
  socket: Socket
  /** Why it did not connect; null as long as it still may. */
  miss: NodeJS.ErrnoException | null
}

/** A socket that is on its way there. */
export type OpenSocket = (address: Address, port: number) => Socket

interface RaceOptions {
  /** As the URI spells it. */
  host: string
  port: number
  clock: Clock
  signal: AbortSignal
  connect?: Connect | undefined
  open?: OpenSocket
}

/**
 * The first connection that one of `addresses` accepts; each is tried 250 ms after the one before, or once that has
 * failed. The others are closed. Throws Failure in libvirt's words, or what `signal` says when it aborts.
 */
export async function raceTcp(
  addresses: readonly Address[],
  { host, port, clock, signal, connect = connectPlainly, open = openBy(connect) }: RaceOptions,
): Promise<Socket> {
  const over = new AbortController()
  const runners: Runner[] = []
  let winner: Socket | null = null
  const late = clock.sleep(patience, over.signal).then(() => null)
  try {
    const first = startAll(alternating(addresses), {
      runners,
      open: (address) => open(address, port),
      rest: () => clock.sleep(headStart, over.signal),
      isOver: () => over.signal.aborted,
    })
    winner = await unlessAborted(Promise.race([first, late]), signal)
    if (winner === null) throw lost(host, port, runners)
    return winner
  } finally {
    over.abort()
    for (const { socket } of runners) if (socket !== winner) socket.destroy()
  }
}

/** The system's order, but for families taking turns: one of them may lead nowhere at all. */
export function alternating(addresses: readonly Address[]): Address[] {
  const first = addresses.filter(({ family }) => family === addresses[0]?.family)
  const second = addresses.filter(({ family }) => family !== addresses[0]?.family)
  return Array.from({ length: Math.max(first.length, second.length) }, (_, at) => [
    ...first.slice(at, at + 1),
    ...second.slice(at, at + 1),
  ]).flat()
}

/** Resolves to the first that connects, or to null once none is left that could. */
const startAll = (
  waiting: Address[],
  {
    runners,
    open,
    rest,
    isOver,
  }: {
    runners: Runner[]
    open: (address: Address) => Socket
    rest: () => Promise<void>
    /** Whoever waits then is woken, and tries nothing any more: nobody would close it. */
    isOver: () => boolean
  },
) =>
  new Promise<Socket | null>((resolve) => {
    const next = () => {
      const address = waiting.shift()
      if (address === undefined) {
        if (runners.every(({ miss }) => miss !== null)) resolve(null)
        return
      }
      const runner: Runner = { ...address, socket: open(address), miss: null }
      runners.push(runner)
      runner.socket.once('connect', () => resolve(runner.socket))
      runner.socket.once('error', (cause) => {
        runner.miss = cause
        next()
      })
      void rest().then(() => runner.miss === null && !isOver() && next())
    }
    next()
  })

const openBy =
  (connect: Connect): OpenSocket =>
  ({ address, family }, port) => {
    const socket = connect({
      host: address,
      port,
      family,
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: keepaliveDelay,
      autoSelectFamily: false,
    })
    // it stays: who reads the socket learns of errors by its close, and nobody may read it yet
    return socket.on('error', () => {})
  }

const troubles: Record<string, NetworkTrouble> = {
  ECONNREFUSED: 'tcp-refused',
  ETIMEDOUT: 'tcp-timeout',
  EHOSTUNREACH: 'tcp-no-route',
  ENETUNREACH: 'tcp-no-route',
  EADDRNOTAVAIL: 'tcp-no-route',
  EHOSTDOWN: 'tcp-no-route',
  EACCES: 'tcp-not-allowed',
  EPERM: 'tcp-not-allowed',
}
/** Which of several says most about the host. */
const telling: readonly NetworkTrouble[] = [
  'tcp-refused',
  'tcp-timeout',
  'tcp-not-allowed',
  'tcp-no-route',
  'zone-unknown',
  'tcp-failed',
]

interface Loss {
  address: string
  trouble: NetworkTrouble
  words: string
}

function lossOf({ address, miss }: Runner): Loss {
  if (miss === null) return { address, trouble: 'tcp-timeout', words: 'Connection timed out' }
  const zoned = miss.code === 'EINVAL' && address.includes('%')
  const trouble = zoned ? 'zone-unknown' : (troubles[miss.code ?? ''] ?? 'tcp-failed')
  return { address, trouble, words: errnoWords(miss) }
}

function lost(host: string, port: number, runners: readonly Runner[]): Failure {
  const losses = runners.map(lossOf)
  const rank = ({ trouble }: Loss) => telling.indexOf(trouble)
  const [most, ...rest] = losses.toSorted((one, other) => rank(one) - rank(other))
  const { trouble, words } = most ?? { trouble: 'tcp-failed', words: 'No address' }
  const others = rest.filter((loss) => loss.words !== words)
  const also = others.map((loss) => `; ${loss.address}: ${loss.words}`).join('')
  const said = `unable to connect to server at '${host}:${port}': ${words}${also}`
  const cause = runners.find(({ miss }) => miss !== null)?.miss
  return networkTrouble(trouble, said, { cause })
}
