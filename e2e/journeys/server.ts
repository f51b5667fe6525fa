import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { root } from '../root.ts'

/** The built server as a process of its own, with a data folder of its own, on a port the system picks. */
export interface OwnServer {
  origin: string
  /** The one-time sign-in link that this start printed, or null when an administrator exists. */
  link: string | null
  dataFolder: string
  /** A folder that `test:///…` may be opened from. */
  worlds: string
  pid: number
  /** Everything written to stdout and stderr so far. */
  output(): string
  /** SIGTERM; resolves to the exit code. */
  stop(): Promise<number | null>
  /** Removes the data folder too. */
  remove(): Promise<void>
}

const listening = /listens on (http:\/\/\S+)/
const claim = /(http:\/\/\S+\/login#claim=\S+)/

export async function startServer(
  settings: Record<string, string> = {},
  folder?: string,
  main = 'dist/server/main.js',
): Promise<OwnServer> {
  const dataFolder = folder ?? (await mkdtemp(path.join(tmpdir(), 'oirase-journey-')))
  const worlds = path.join(dataFolder, 'worlds')
  await mkdir(worlds, { recursive: true })
  const child = spawn(process.execPath, [main, 'serve'], {
    cwd: root,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      OIRASE_PORT: '0',
      OIRASE_DATA: dataFolder,
      OIRASE_LOG: 'info',
      // labs and hostile peers have their sockets in scratch folders
      OIRASE_SOCKETS: '/',
      OIRASE_FILES: '/',
      OIRASE_WORLDS: worlds,
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const keep = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-1_000_000)
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  await ready(child, () => output)
  return {
    origin: listening.exec(output)?.[1] ?? '',
    link: claim.exec(output)?.[1] ?? null,
    dataFolder,
    worlds,
    pid: child.pid ?? 0,
    output: () => output,
    stop: () => stop(child),
    remove: async () => {
      await stop(child)
      await rm(dataFolder, { recursive: true, force: true })
    },
  }
}

async function stop(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  child.kill('SIGTERM')
  const [code] = await once(child, 'exit')
  return code
}

/** The address and the link are written at once, so where the one is, the other would be. */
async function ready(child: ChildProcess, output: () => string): Promise<void> {
  const end = Date.now() + 90_000
  while (!listening.test(output())) {
    if (child.exitCode !== null) throw new Error(`the server ended: ${output()}`)
    if (Date.now() > end) throw new Error(`the server does not listen: ${output()}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
