import type { AddressInfo } from 'node:net'
import type { WebSocket } from 'ws'
import { type Clock, systemClock } from '../../lib/clock.ts'
import type { Grant } from '../../lib/contract/people.ts'
import { Audit } from '../audit/audit.ts'
import { openAuth } from '../auth/auth.ts'
import { Passwords } from '../auth/passwords.ts'
import type { Viewer } from '../auth/viewer.ts'
import { type Config, readConfig } from '../config.ts'
import { FakeDriver, fakeDomain } from '../connections/fake-driver.ts'
import { Questions } from '../connections/questions.ts'
import { Consoles } from '../consoles/consoles.ts'
import { relays } from '../consoles/relays.ts'
import { type Log, openLog } from '../log.ts'
import { newId } from '../store/new-id.ts'
import { openScratchStore } from '../store/scratch-store.ts'
import type { Store } from '../store/store.ts'
import { sendText } from './answer.ts'
import { asker } from './asker.ts'
import {
  connectionRow,
  elsewhere,
  fakeChanges,
  fakeConnections,
  fakeStats,
  fakeTasks,
  here,
} from './fake-services.ts'
import type { Pages } from './pages.ts'
import { openHttp } from './server.ts'
import type { ConnectionService } from './services.ts'

/** What a test may make connections of that are more than the usual fakes. */
interface Parts {
  store: Store
  questions: Questions
  clock: Clock
  log: Log
  driver: FakeDriver
}

export const knownPassword = 'correct horse battery'

/** Pages that only say that they were reached. */
const fakePages: Pages = {
  handle: async (_request, response, url) => sendText(response, 200, `page ${url.pathname}`),
  upgrade: (_request, socket) => socket.destroy(),
  close: async () => {},
}

function configOf(env: Record<string, string>): Config {
  const read = readConfig({ HOME: '/', OIRASE_PORT: '0', OIRASE_LOG: 'debug', ...env })
  if (!read.ok) throw new Error(read.wrong.join('; '))
  return read.config
}

/** Grants name saved connections. */
async function saveConnections(store: Store): Promise<void> {
  for (const id of [here, elsewhere]) {
    const { uri, readOnly, autoconnect, name, tags } = connectionRow(id)
    const record = { id, uri, readOnly, autoconnect, name, tags, createdAt: 0, createdBy: '' }
    await store.connections.insert(record)
  }
}

/** The real server over a database of its own, on a port that was free, with fakes behind the endpoints. */
export async function startFakeServer(
  env: Record<string, string> = {},
  {
    clock = systemClock,
    connectionsOver = ({ driver }) => fakeConnections(driver),
  }: { clock?: Clock; connectionsOver?: (parts: Parts) => ConnectionService } = {},
) {
  const { folder, store, remove } = await openScratchStore()
  await saveConnections(store)
  const config = configOf(env)
  const lines: string[] = []
  const log = openLog(config.log, { write: (line: string) => void lines.push(line) })
  const auth = openAuth(store, clock)
  const audit = new Audit(store.audit, clock)
  const driver = new FakeDriver([fakeDomain(1)])
  const { history } = store
  const questions = new Questions({ clock, log })
  const connections = connectionsOver({ store, questions, clock, log, driver })
  const { viewersWatch } = config
  const domain = () => ({ ...fakeDomain(1), since: null })
  const consoles = new Consoles({
    ...{ relays, viewersWatch, clock, log },
    connections: { driver: (id) => connections.driver(id), domain },
  })
  const services = {
    auth,
    audit,
    connections,
    questions,
    tasks: fakeTasks,
    changes: fakeChanges,
    consoles,
    stats: fakeStats,
    history,
  }
  const seen: { socket: WebSocket; viewer: Viewer }[] = []
  const server = openHttp({
    config,
    log,
    services,
    hub: { accept: (socket, viewer) => void seen.push({ socket, viewer }) },
    pages: fakePages,
    version: '0.0.0',
    tls: null,
    isReady: async () => true,
  })
  await new Promise<void>((resolve) => server.listen(0, config.address, resolve))
  const { port } = server.address() as AddressInfo
  const host = `127.0.0.1:${port}`
  const admit = await admitter(store, auth)

  const stop = async () => {
    for (const { socket } of seen) socket.terminate()
    await consoles.close()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    await remove()
  }
  const reach = { host, port, origin: `http://${host}`, ask: asker(port) }
  return { ...reach, folder, store, auth, audit, questions, driver, seen, lines, admit, stop }
}
export type FakeServer = Awaited<ReturnType<typeof startFakeServer>>

/** Lets somebody in with these grants and `knownPassword`; `cookie` signs them in once more. */
async function admitter(store: Store, { sessions }: ReturnType<typeof openAuth>) {
  const passwordHash = await new Passwords().hash(knownPassword)
  return async (name: string, grants: Grant[]) => {
    const id = (await store.people.byName(name))?.id ?? newId()
    await store.people.insert({ id, name, grants, passwordHash, createdAt: 0 })
    return { id, name, cookie: () => sessions.start(id, { address: '', agent: '' }) }
  }
}
