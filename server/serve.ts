import { readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { hostname, networkInterfaces } from 'node:os'
import path from 'node:path'
import { type Clock, systemClock } from '../lib/clock.ts'
import { paths } from '../lib/paths.ts'
import { Audit } from './audit/audit.ts'
import { openAuth } from './auth/auth.ts'
import { type Config, isLoopback, originOf, readConfig } from './config.ts'
import { Connections } from './connections/connections.ts'
import { Credentials } from './connections/credentials.ts'
import { fenced, usualSocketFolders } from './connections/fence.ts'
import { Questions } from './connections/questions.ts'
import { readSurroundings } from './connections/surroundings.ts'
import { watchWakes } from './connections/wakes.ts'
import { Consoles } from './consoles/consoles.ts'
import { relays } from './consoles/relays.ts'
import { driverOpener } from './drivers/open.ts'
import { showcasePath, showcaseUri } from './drivers/test/showcase.ts'
import { Worlds } from './drivers/test/worlds.ts'
import { openPages } from './http/pages.ts'
import { openHttp } from './http/server.ts'
import { Changes } from './live/changes.ts'
import { StatsHistory } from './live/history.ts'
import { Hub } from './live/hub.ts'
import { Stats } from './live/stats.ts'
import { Tasks } from './live/tasks.ts'
import { type Log, openLog } from './log.ts'
import { lockFolder } from './store/folder-lock.ts'
import { newId } from './store/new-id.ts'
import { sealKeys } from './store/seal-keys.ts'
import { Sealer } from './store/sealer.ts'
import { openStore, type Store } from './store/store.ts'
import { addressFence } from './transport/address-fence.ts'
import { dialFor } from './transport/dial-for.ts'
import { farDialFor } from './transport/far-dial.ts'
import { redialFor } from './transport/redial.ts'
import { readSshHosts } from './transport/ssh/ssh-config-hosts.ts'
import { ownSshPool } from './transport/ssh/ssh-pool-own.ts'
import { ownSurrounds } from './transport/surrounds.ts'

/** After this long a stop is no longer waited for. */
const stopLimit = 9_000

interface Place {
  env: Readonly<Record<string, string | undefined>>
  /** The folder of the package. */
  root: string
  version: string
}

/** Starts the server, which then runs until a signal ends it. Wrong settings: one line each, exit code 2. */
export async function serve(place: Place): Promise<number> {
  const read = readConfig(place.env)
  if (!read.ok) {
    process.stderr.write(`${read.wrong.join('\n')}\n`)
    return 2
  }
  const log = openLog(read.config.log)
  const die = (cause: unknown) => {
    log.error({ err: cause }, 'ends here')
    process.exit(1)
  }
  process.on('uncaughtException', die)
  process.on('unhandledRejection', die)
  const running = await start(read.config, place, log).catch((cause: unknown) => {
    log.debug({ err: cause }, 'did not start')
    process.stderr.write(`oirase: ${whyNotStarted(cause, read.config)}\n`)
    process.exit(1)
  })
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => stopFor(signal, running.stop, log))
  }
  const lines = [`Oirase listens on ${running.origin}`]
  if (running.claim !== null) {
    const link = `${running.origin}${paths.claim(running.claim)}`
    lines.push(`To sign in for the first time, once and within an hour: ${link}`)
  }
  process.stdout.write(`${lines.join('\n')}\n`)
  return 0
}

/** What keeps it from starting is the surroundings' fault far more often than ours: a sentence, not a stack. */
function whyNotStarted(cause: unknown, { address, port, data }: Config): string {
  const { code, message } = cause as NodeJS.ErrnoException
  if (code === 'EADDRINUSE') {
    return `port ${port} of ${address} is taken: set OIRASE_PORT to another, or to 0 for any`
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return `${message} (the data folder is ${data}, set by OIRASE_DATA)`
  }
  return message
}

/** A second signal, or a stop that takes too long, ends the process as it is: the store is safe at any moment. */
function stopFor(signal: string, stop: () => Promise<void>, log: Log): void {
  log.info({ signal }, 'stopping')
  const leave = (code: number) => process.exit(code)
  process.once('SIGTERM', () => leave(1))
  process.once('SIGINT', () => leave(1))
  setTimeout(() => {
    log.error('stopping took too long')
    leave(1)
  }, stopLimit)
  stop().then(
    () => leave(0),
    (cause) => {
      log.error({ err: cause }, 'stopping failed')
      leave(1)
    },
  )
}

interface Running {
  origin: string
  /** Of the link that makes the first administrator, while there is none. */
  claim: string | null
  stop(): Promise<void>
}

async function start(config: Config, place: Place, log: Log): Promise<Running> {
  const parts = await build(config, place, log)
  const { server, auth, tasks, connections } = parts
  await tasks.start()
  await connections.start()
  const ended = new AbortController()
  const sweeping = auth.sessions.sweep(ended.signal)
  const watching = watch(connections, parts.clock, log, ended.signal)
  warnOf(config, log)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(config.port, config.address, resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    origin: originOf(config, port),
    claim: await auth.claims.first(),
    async stop() {
      await hangUp(parts)
      ended.abort()
      await Promise.all([sweeping, watching])
      await letGo(parts)
    },
  }
}

/** Builds every long-lived thing and wires them. */
async function build(config: Config, { env, root, version }: Place, log: Log) {
  const clock = systemClock
  const store = await openStore(config.data)
  const unlock = await lockFolder(config.data)
  const auth = openAuth(store, clock)
  const audit = new Audit(store.audit, clock)
  const folders = [path.dirname(showcasePath(root)), ...config.worlds]
  const worlds = new Worlds({ clock, hostname: hostname(), folders })
  const surrounds = ownSurrounds({ env, fence: addressFence(config.reach), clock })
  const ssh = ownSshPool(surrounds, { note: (line, fields) => log.warn(fields, line) })
  const openDriver = driverOpener(worlds, {
    ...surrounds,
    dial: dialFor(surrounds, { ssh, programs: config.programs }),
    openRedial: redialFor(surrounds, ssh),
    dialFar: farDialFor(surrounds, ssh),
  })
  const questions = new Questions({ clock, log })
  const credentials = await openCredentials(config, store, clock, log)
  const connections = new Connections({
    store,
    questions,
    credentials,
    openDriver: fenced(openDriver, {
      ...config,
      sockets: [...usualSocketFolders(env), ...config.sockets],
    }),
    surroundings: async () => ({
      ...(await readSurroundings(env, showcaseUri(root))),
      sshHosts: await readSshHosts(surrounds),
    }),
    clock,
    log,
  })
  const tasks = new Tasks({ connections, archive: store.tasks, newId, clock, log })
  const history = new StatsHistory()
  const stats = new Stats({ connections, history, clock, log })
  const hub = new Hub({
    connections,
    stats,
    tasks,
    questions,
    clock,
    log,
    build: await buildOf(root, config),
  })
  const { viewersWatch } = config
  const consoles = new Consoles({ connections, relays, viewersWatch, clock, log })
  const pages = await openPages({ root, ...config })
  const services = {
    auth,
    audit,
    connections,
    questions,
    tasks,
    changes: new Changes({ connections, tasks }),
    consoles,
    stats: history,
    history: store.history,
  }
  const isReady = async () => (await store.audit.last()) !== undefined
  const tls = await readTls(config)
  const server = openHttp({ config, log, services, hub, pages, version, tls, isReady })
  return {
    clock,
    store,
    unlock,
    auth,
    audit,
    connections,
    consoles,
    tasks,
    stats,
    hub,
    pages,
    server,
    ssh,
  }
}
type Parts = Awaited<ReturnType<typeof build>>

/** Nobody new comes in, browsers are told, hosts are left, what is under way ends. */
async function hangUp(parts: Parts): Promise<void> {
  const { clock, server, hub, stats, connections, consoles, tasks, ssh } = parts
  const closed = new Promise((resolve) => server.close(resolve))
  hub.close()
  stats.stop()
  await consoles.close()
  await connections.stop()
  await ssh.stop()
  await tasks.settled()
  server.closeAllConnections()
  // a browser that never answers our goodbye is not waited for
  await Promise.race([closed, clock.sleep(1_000)])
}

async function letGo({ pages, audit, store, unlock }: Parts): Promise<void> {
  await pages.close()
  await audit.settled()
  await store.close()
  unlock()
}

/** Opens what people asked to be kept, sealed anew where an older key still seals it. */
async function openCredentials(config: Config, { secrets }: Store, clock: Clock, log: Log) {
  const sealer = new Sealer(await sealKeys(config.data, config.keys))
  const lost = await sealer.rotate(secrets)
  if (lost > 0) log.warn({ lost }, 'kept credentials that no key here opens')
  return new Credentials({ secrets, sealer, clock })
}

/** Notices sleep and another network for as long as `signal` lets it. */
const watch = (connections: Connections, clock: Clock, log: Log, signal: AbortSignal) =>
  watchWakes(
    {
      clock,
      addresses: () => JSON.stringify(networkInterfaces()),
      away: () => connections.away,
      moved: () => {
        log.info('the network has changed')
        connections.nudge()
        connections.probe()
      },
      slept: () => {
        log.info('time has jumped')
        connections.nudge()
        connections.probe()
      },
    },
    signal,
  )

async function readTls({ tlsCert, tlsKey }: Config) {
  if (tlsCert === null || tlsKey === null) return null
  return { cert: await readFile(tlsCert), key: await readFile(tlsKey) }
}

function warnOf({ address, insecure, tlsCert }: Config, log: Log): void {
  if (insecure && tlsCert === null && !isLoopback(address)) {
    log.warn(
      { address },
      'OIRASE_INSECURE: passwords and sessions travel in the clear to everybody on the way',
    )
  }
}

/** What is running, by the build of its pages. */
const buildOf = async (root: string, { dev }: Config): Promise<string> =>
  dev ? 'development' : (await readFile(path.join(root, '.next/BUILD_ID'), 'utf8')).trim()
