import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { WebSocket } from 'ws'
import { type Clock, systemClock } from '../../lib/clock.ts'
import type { ConnectionRow, TaskRow } from '../../lib/contract/live.ts'
import type { Grant } from '../../lib/contract/people.ts'
import { Failure } from '../../lib/failure.ts'
import { Audit } from '../audit/audit.ts'
import { openAuth } from '../auth/auth.ts'
import { Passwords } from '../auth/passwords.ts'
import type { Viewer } from '../auth/viewer.ts'
import { readConfig } from '../config.ts'
import { FakeDriver, fakeDomain } from '../connections/fake-driver.ts'
import { openLog } from '../log.ts'
import { newId } from '../store/new-id.ts'
import { openScratchStore } from '../store/scratch-store.ts'
import { sendText } from './answer.ts'
import type { Pages } from './pages.ts'
import { openHttp } from './server.ts'
import type { ConnectionService, StatsService, TaskService } from './services.ts'

export const here = 'here'
export const elsewhere = 'elsewhere'
export const knownPassword = 'correct horse battery'

const connectionRow = (id: string): ConnectionRow => ({
  id,
  uri: `test:///${id}`,
  name: null,
  readOnly: false,
  autoconnect: false,
  tags: [],
  state: { phase: 'closed', error: null },
  running: 0,
  total: 0,
})

/** Two connections, `here` and `elsewhere`, that agree to everything. */
export function fakeConnections(driver: FakeDriver): ConnectionService {
  const rows = [connectionRow(here), connectionRow(elsewhere)]
  const row = (id: string) => {
    const found = rows.find((one) => one.id === id)
    if (found === undefined) throw new Failure('connection.missing')
    return found
  }
  return {
    rows: () => rows,
    row,
    open: ({ uri }) => ({ ...connectionRow('new'), uri }),
    update: row,
    reopen: row,
    close: row,
    remove: (id) => void row(id),
    driver: (id) => {
      row(id)
      return driver
    },
    domains: () => [{ ...fakeDomain(1), since: null }],
    events: () => [],
    surroundings: () => ({ uid: 0, env: {}, libvirtConf: null, sockets: [], showcase: '' }),
    examine: () => [],
  }
}

const fakeTasks: TaskService = {
  act: (connection, domain, action, by): TaskRow => ({
    id: newId(),
    person: by.name,
    verb: `domain.${action}`,
    connection,
    subject: 'guest',
    domain,
    at: 0,
    endedAt: null,
    state: 'running',
    error: null,
    virsh: null,
  }),
  list: () => [],
}

const fakeStats: StatsService = {
  domain: () => ({
    at: [],
    cpu: [],
    memory: [],
    diskRead: [],
    diskWrite: [],
    netIn: [],
    netOut: [],
  }),
  node: () => ({ at: [], cpu: [], memory: [] }),
  recent: () => [],
}

/** Pages that only say that they were reached. */
const fakePages: Pages = {
  handle: async (_request, response, url) => sendText(response, 200, `page ${url.pathname}`),
  upgrade: (_request, socket) => socket.destroy(),
  close: async () => {},
}

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: string
  json: unknown
}

export interface Asking {
  cookie?: string
  body?: unknown
  headers?: Record<string, string | undefined>
}

/** The real server over a database of its own, on a port that was free, with fakes behind the endpoints. */
export async function startFakeServer(
  env: Record<string, string> = {},
  { clock = systemClock, pages = fakePages }: { clock?: Clock; pages?: Pages } = {},
) {
  const { folder, store, remove } = await openScratchStore()
  const read = readConfig({ OIRASE_DATA: folder, OIRASE_PORT: '0', OIRASE_LOG: 'debug', ...env })
  if (!read.ok) throw new Error(read.wrong.join('; '))
  const { config } = read
  const lines: string[] = []
  const log = openLog(config.log, { write: (line: string) => void lines.push(line) })
  for (const id of [here, elsewhere]) {
    const { uri } = connectionRow(id)
    const plain = { readOnly: false, autoconnect: false, name: null, tags: [] }
    await store.connections.insert({ id, uri, ...plain, createdAt: 0, createdBy: '' })
  }
  const auth = openAuth(store, clock)
  const audit = new Audit(store.audit, clock)
  const driver = new FakeDriver([fakeDomain(1)])
  const connections = fakeConnections(driver)
  const seen: { socket: WebSocket; viewer: Viewer }[] = []
  const server = openHttp({
    config,
    log,
    services: {
      auth,
      audit,
      connections,
      tasks: fakeTasks,
      stats: fakeStats,
      history: store.history,
    },
    hub: { accept: (socket, viewer) => void seen.push({ socket, viewer }) },
    pages,
    version: '0.0.0',
    tls: null,
    isReady: async () => true,
  })
  await new Promise<void>((resolve) => server.listen(0, config.address, resolve))
  const { port } = server.address() as AddressInfo
  const host = `127.0.0.1:${port}`

  const passwordHash = await new Passwords().hash(knownPassword)
  /** Somebody with these grants and `knownPassword`, and cookies of theirs. */
  const admit = async (name: string, grants: Grant[]) => {
    const id = (await store.people.byName(name))?.id ?? newId()
    await store.people.insert({ id, name, grants, passwordHash, createdAt: 0 })
    return { id, name, cookie: () => auth.sessions.start(id, { address: '', agent: '' }) }
  }

  const ask = (method: string, target: string, { cookie, body, headers = {} }: Asking = {}) =>
    new Promise<Answer>((resolve, reject) => {
      const text = body === undefined ? undefined : JSON.stringify(body)
      const sent = {
        origin: `http://${host}`,
        ...(cookie !== undefined && { cookie: `oirase=${cookie}` }),
        ...(text !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      }
      const given = Object.entries(sent).filter(([, value]) => value !== undefined)
      const options = { host: '127.0.0.1', port, method, path: target, agent: false }
      const request = httpRequest(
        { ...options, headers: Object.fromEntries(given) },
        async (response) => {
          const chunks: Buffer[] = []
          for await (const chunk of response) chunks.push(chunk)
          const said = Buffer.concat(chunks).toString()
          const isJson = response.headers['content-type']?.startsWith('application/json')
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: said,
            json: isJson ? JSON.parse(said) : null,
          })
        },
      )
      request.on('error', reject)
      request.end(text)
    })

  return {
    folder,
    host,
    port,
    origin: `http://${host}`,
    store,
    auth,
    audit,
    driver,
    seen,
    lines,
    admit,
    ask,
    async stop() {
      for (const { socket } of seen) socket.terminate()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await remove()
    },
  }
}
export type FakeServer = Awaited<ReturnType<typeof startFakeServer>>
