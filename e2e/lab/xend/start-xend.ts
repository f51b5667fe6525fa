import { randomUUID } from 'node:crypto'
import type { Server } from 'node:net'
import { hostname } from 'node:os'
import { type Guest, populate, someGuests } from './guests.ts'
import { type Hand, handOn } from './hand.ts'
import { listenHttp, type Manners } from './http-listener.ts'
import type { HttpRequest } from './http-request.ts'
import type { Call } from './operation.ts'
import { type Personality, personalities, type XendVersion } from './personality.ts'
import { emptyReply, type Reply } from './reply.ts'
import { answer, type Machine } from './resources.ts'
import { shuffle } from './shuffled.ts'
import { XenHost } from './xen-host.ts'

export interface XendOptions {
  personality: XendVersion
  /** A port of 127.0.0.1 (0: any), or the path of a socket. */
  listen: { port: number } | { socket: string }
  /** Whether the next connection waits for this one; as that xend did if not given. */
  oneAtATime?: boolean
  /** Whether sockets stay open after every answer, or never; as that xend did if not given. */
  leaveOpen?: boolean
  /** Keys and headers in another order each time, from this seed. */
  shuffle?: number
  domains?: readonly Guest[]
  /** Guests do what they are asked to after so many milliseconds; null, as if not given: when the test says so. */
  obeyAfter?: number | null
  /** Hosts that a domain can be moved to. */
  neighbours?: readonly string[]
  /** Epoch in seconds. */
  now?: () => number
  /** What its daemon has written down so far. */
  log?: () => string
}

export interface SeenRequest {
  method: string
  /** Without its query. */
  path: string
  op: string | null
}

export interface FakeXend extends Hand {
  readonly personality: Personality
  /** As a person would type it: `http://127.0.0.1:port/`, or the socket's path. */
  readonly url: string
  /** The last thousand requests that were understood. */
  requests(): readonly SeenRequest[]
  forgetRequests(): void
  /** Connections: all so far, and the most that waited for an answer or were kept alive at the same time. */
  connections(): { opened: number; most: number }
  stop(): Promise<void>
}

const seenMax = 1_000

/** A xend of one of the versions, with everything in memory, for as long as it is not stopped. */
export async function startXend(options: XendOptions): Promise<FakeXend> {
  const personality = personalities[options.personality]
  const now = options.now ?? (() => Date.now() / 1000)
  const host = new XenHost(personality, now, randomUUID)
  populate(host, options.domains ?? someGuests)
  const seen: SeenRequest[] = []
  const obedience = obeying(host, options.obeyAfter ?? null)
  const respond = responder(host, options, () => portOf(listener.server))
  const order = options.shuffle === undefined ? null : shuffle(options.shuffle)
  const oneAtATime = options.oneAtATime ?? personality.oneAtATime
  const leavesOpen = (method: string, status: number) =>
    options.leaveOpen ?? (personality.leavesOpen && (method === 'POST' || status >= 400))
  const manners: Manners = { oneAtATime, leavesOpen, order: order ?? ((values) => [...values]) }
  const listener = listenHttp(manners, (request) => {
    const { method, path, fields } = request
    seen.push({ method, path, op: fields.get('op')?.[0] ?? null })
    if (seen.length > seenMax) seen.shift()
    const reply = respond(request)
    obedience.look()
    return reply
  })
  await listening(listener.server, options.listen)
  return {
    ...handOn(host),
    personality,
    url:
      'socket' in options.listen
        ? options.listen.socket
        : `http://127.0.0.1:${portOf(listener.server)}/`,
    requests: () => seen,
    forgetRequests: () => {
      seen.length = 0
    },
    connections: () => ({ opened: listener.opened(), most: listener.mostAtOnce() }),
    stop: async () => {
      obedience.stop()
      await listener.close()
    },
  }
}

/** Answers requests on a host; what escapes from a lookup ends as an internal error without words. */
function responder(host: XenHost, options: XendOptions, port: () => number | null) {
  const machine = machineOf(options)
  const keyOrder = options.shuffle === undefined ? null : shuffle(options.shuffle)
  return (request: HttpRequest): Reply => {
    const reply = emptyReply()
    const named = request.headers.get('host')?.split(':')[0]
    // a server on a socket believes that it is on this port
    const at = port() ?? 8080
    const origin = `http://${named ?? 'localhost'}${at === 80 ? '' : `:${at}`}`
    const call: Call = {
      host,
      request: { ...request, origin },
      reply,
      url: origin + request.path.replace(/\/$/, ''),
      neighbours: options.neighbours ?? ['neighbour'],
      keyOrder,
    }
    answer(call, machine)
    return reply
  }
}

const machineOf = ({ log }: XendOptions): Machine => ({
  node: {
    host: hostname(),
    machine: 'x86_64',
    cpus: 4,
    totalMemory: 8190,
    freeMemory: 4021,
  },
  dmesg: '(XEN) Command line: /boot/xen.gz dom0_mem=1024M\n(XEN) Initializing CPU#0\n',
  log: log ?? (() => '[2006-10-16 15:09:05 xend 3204] INFO (SrvDaemon:285) Xend Daemon started\n'),
})

/** Lets guests do what they were asked to, some time after. */
function obeying(host: XenHost, delay: number | null) {
  const timers = new Set<NodeJS.Timeout>()
  const look = () => {
    if (delay === null) return
    for (const domain of host.all().filter(({ asked }) => asked !== null)) {
      const timer = setTimeout(() => {
        timers.delete(timer)
        if (domain.asked !== null && domain.id !== null) host.ended(domain, domain.asked)
      }, delay)
      timers.add(timer)
    }
  }
  return {
    look,
    stop: () => {
      for (const timer of timers) clearTimeout(timer)
    },
  }
}

function portOf(server: Server): number | null {
  const address = server.address()
  return address === null || typeof address === 'string' ? null : address.port
}

const listening = (server: Server, where: XendOptions['listen']): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    if ('port' in where) server.listen(where.port, '127.0.0.1', () => resolve())
    else server.listen(where.socket, () => resolve())
  })
