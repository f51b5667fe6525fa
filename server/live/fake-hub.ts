import { EventEmitter } from 'node:events'
import { type ServerMessage, serverMessage, type TaskRow } from '../../lib/contract/live.ts'
import { Failure } from '../../lib/failure.ts'
import { FakeClock } from '../../lib/fake-clock.ts'
import type { Viewer } from '../auth/viewer.ts'
import { Connections } from '../connections/connections.ts'
import { FakeDriver, fakeDomain } from '../connections/fake-driver.ts'
import { forgetful, memoryStore, savedConnection } from '../connections/memory-store.ts'
import { Questions } from '../connections/questions.ts'
import { quiet } from '../connections/quiet-log.ts'
import type { BrowserSocket } from './browser.ts'
import { Hub } from './hub.ts'
import type { StatsMessage } from './stats.ts'

/** A browser's socket that reads at once, or after `stall` not at all until `drain`. */
class FakeSocket extends EventEmitter {
  readyState = 1
  bufferedAmount = 0
  #unsent: (() => void)[] | null = null
  closedWith: number | 'terminated' | null = null
  readonly sent: ServerMessage[] = []
  readonly compressed: string[] = []

  send(bytes: Buffer, { compress }: { compress: boolean }, done: () => void): void {
    const message = serverMessage.parse(JSON.parse(bytes.toString()))
    this.sent.push(message)
    if (compress) this.compressed.push(message.type)
    if (this.#unsent === null) {
      queueMicrotask(done)
      return
    }
    this.bufferedAmount += bytes.length
    this.#unsent.push(done)
  }

  stall(): void {
    this.#unsent = []
  }

  drain(): void {
    const unsent = this.#unsent ?? []
    this.#unsent = null
    this.bufferedAmount = 0
    for (const done of unsent) done()
  }

  close(code: number): void {
    this.closedWith ??= code
    this.readyState = 3
    this.emit('close')
  }

  terminate(): void {
    this.closedWith ??= 'terminated'
    this.emit('close')
  }

  ping(): void {
    if (this.#unsent === null) this.emit('pong')
  }

  say(message: unknown): void {
    const text = typeof message === 'string' ? message : JSON.stringify(message)
    this.emit('message', Buffer.from(text), false)
  }

  of<T extends ServerMessage['type']>(type: T): Extract<ServerMessage, { type: T }>[] {
    return this.sent.filter((message) => message.type === type) as never
  }
}

/** A hub over two real connections to fake hosts, `one` with a hundred domains. */
export async function hubWorld(domains = 100) {
  const clock = new FakeClock()
  const drivers: FakeDriver[] = []
  const hosts: { down: boolean } = { down: false }
  const { store } = memoryStore([
    savedConnection({ id: 'one', autoconnect: true }),
    savedConnection({ id: 'two', autoconnect: true, readOnly: true }),
  ])
  const questions = new Questions({ clock, log: quiet })
  const connections = new Connections({
    store,
    openDriver: async () => {
      if (hosts.down) throw new Failure('host.unreachable')
      const count = drivers.length === 0 ? domains : 1
      const driver = new FakeDriver(Array.from({ length: count }, (_, at) => fakeDomain(at)))
      drivers.push(driver)
      return driver
    },
    surroundings: async () => ({
      uid: 0,
      env: {},
      libvirtConf: null,
      sockets: [],
      showcase: '',
    }),
    questions,
    credentials: forgetful,
    clock,
    log: quiet,
  })
  await connections.start()
  await clock.advance(10)
  const tell: { stats: (message: StatsMessage) => void; task: (row: TaskRow) => void } = {
    stats: () => {},
    task: () => {},
  }
  const hub = new Hub({
    connections,
    stats: {
      subscribe: (listener) => {
        tell.stats = listener
        return () => {}
      },
    },
    questions,
    tasks: {
      subscribe: (listener) => {
        tell.task = listener
        return () => {}
      },
    },
    clock,
    log: quiet,
    build: 'test',
  })
  const join = (sees: (connection: string | null) => boolean = () => true, id = 'ada') => {
    const socket = new FakeSocket()
    const change: { tell: (what: 'grants' | 'ended') => void; sees: typeof sees } = {
      tell: () => {},
      sees,
    }
    const viewer: Viewer = {
      person: { id, name: id, grants: [], createdAt: 0 },
      may: (_needs, connection) => change.sees(connection),
      onChange: (listener) => {
        change.tell = listener
        return () => {}
      },
    }
    hub.accept(socket as unknown as BrowserSocket, viewer)
    return { socket, viewer: change }
  }
  return { clock, connections, questions, drivers, hosts, hub, join, tell }
}
