import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test'
import type { ConnectionRow } from '../../lib/contract/live.ts'
import { paths } from '../../lib/paths.ts'
import type { Milliseconds } from '../../lib/units.ts'
import { startServer } from '../journeys/server.ts'
import { type LabDaemon, startDaemon } from '../lab/daemon.ts'
import { whyNoLab } from '../lab/possible.ts'
import { worldXml } from '../lab/world.ts'
import { watchFromStart } from './page-clock.ts'

const administrator = { name: 'mika', password: 'stream over mossy rocks' }
const view = { viewport: { width: 1440, height: 860 } }

/** The built server as a process of its own, and a browser in which an administrator is signed in. */
export interface Stage {
  origin: string
  /** Of the server's process. */
  pid: number
  context: BrowserContext
  /** Like `context`, with nothing kept from before. */
  fresh(): Promise<BrowserContext>
  api(method: 'get' | 'post' | 'delete', path: string, data?: unknown): Promise<unknown>
  connections(): Promise<ConnectionRow[]>
  /** Resolves to the ids of these URIs' connections once all are open. */
  open(uris: readonly string[]): Promise<string[]>
  /** Forgets every connection. */
  clear(): Promise<void>
  /** Writes a world of `count` domains for the driver in our process; returns its URI. */
  world(name: string, count: number): string
  end(): Promise<void>
}

export const sleep = (span: Milliseconds) => new Promise((resolve) => setTimeout(resolve, span))

/** Says how busy the machine is, and runs `play` on a stage that ends with it. */
export async function onStage(play: (stage: Stage) => Promise<void>): Promise<void> {
  console.log(JSON.stringify({ cores: availableParallelism(), load: loadavg() }))
  const stage = await openStage()
  try {
    await play(stage)
  } finally {
    await stage.end()
  }
}

/** Runs `work` beside a real libvirtd, or says why its figures are missing. */
export async function withLab(
  bench: string,
  work: (lab: LabDaemon) => Promise<void>,
): Promise<void> {
  const skipped = whyNoLab()
  if (skipped !== null) {
    console.log(JSON.stringify({ bench, skipped }))
    return
  }
  const lab = await startDaemon()
  try {
    await work(lab)
  } finally {
    await lab.stop()
  }
}

async function openStage(): Promise<Stage> {
  const worlds = mkdtempSync(path.join(tmpdir(), 'oirase-worlds-'))
  // the browser first: where there is none, nothing else is left running
  const browser = await launch()
  const server = await startServer({ OIRASE_WORLDS: worlds, OIRASE_LOG: 'error' })
  const context = await browser.newContext(view)
  const { origin } = server
  const api: Stage['api'] = async (method, address, data) => {
    const answer = await context.request[method](`${origin}/api${address}`, {
      headers: { origin },
      ...(data === undefined ? {} : { data }),
    })
    if (!answer.ok()) throw new Error(`${method} ${address}: ${await answer.text()}`)
    return answer.json()
  }
  await api('post', '/session/claim', { token: server.link?.split('#claim=')[1], ...administrator })
  const connections = async () => (await api('get', '/connections')) as ConnectionRow[]
  return {
    origin,
    pid: server.pid,
    context,
    fresh: async () => browser.newContext({ ...view, storageState: await context.storageState() }),
    api,
    connections,
    open: (uris) => openAll(uris, api, connections),
    clear: async () => {
      for (const { id } of await connections()) await api('delete', `/connections/${id}`)
    },
    world: (name, count) => {
      const file = path.join(worlds, `${name}.xml`)
      writeFileSync(file, worldXml(count))
      return `test://${file}`
    },
    end: async () => {
      await browser.close()
      await server.remove()
      rmSync(worlds, { recursive: true, force: true })
    },
  }
}

function launch(): Promise<Browser> {
  const executablePath = process.env.OIRASE_CHROMIUM
  return chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update'],
  })
}

async function openAll(
  uris: readonly string[],
  api: Stage['api'],
  connections: Stage['connections'],
): Promise<string[]> {
  const ids: string[] = []
  for (const uri of uris) {
    ids.push(((await api('post', '/connections', { uri })) as { id: string }).id)
  }
  const end = performance.now() + 60_000
  for (;;) {
    const rows = await connections()
    const waiting = rows.filter(({ id, state }) => ids.includes(id) && state.phase !== 'open')
    if (waiting.length === 0) return ids
    if (performance.now() > end) throw new Error(`not opened: ${JSON.stringify(waiting[0])}`)
    await sleep(50)
  }
}

/** The line under a list that counts it. */
export const shown = (count: number) => ({
  where: '[role=status]',
  texts: [`${count.toLocaleString('en')} shown`],
})

/** A page of that address in `context` on which `count` machines will be listed: ask `drawn` for when they are. */
export async function visit(
  context: BrowserContext,
  address: string,
  count: number,
): Promise<Page> {
  const page = await context.newPage()
  // the browser draws its own window first, which is not what is measured
  await sleep(1_000)
  await watchFromStart(page, shown(count))
  await page.goto(address, { waitUntil: 'commit' })
  return page
}

export const pageOf = ({ origin }: Pick<Stage, 'origin'>, connection: string): string =>
  `${origin}${paths.connection(connection)}`
