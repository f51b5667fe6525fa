import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sleep } from './stage.ts'

export interface Websockify {
  url: string
  stop(): void
}

/** Debian's websockify before a unix socket, from its package, which stays as it is. Throws where it cannot be had. */
export async function startWebsockify(socket: string): Promise<Websockify> {
  const folder = mkdtempSync(path.join(tmpdir(), 'oirase-websockify-'))
  const run = (program: string, args: readonly string[]) =>
    execFileSync(program, args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
  run('apt-get', ['download', 'python3-websockify'])
  run('sh', ['-c', 'for file in *.deb; do dpkg-deb -x "$file" root; done'])
  const port = await freePort()
  const child = spawn(
    'python3',
    ['-m', 'websockify', `--unix-target=${socket}`, `127.0.0.1:${port}`],
    {
      env: { ...process.env, PYTHONPATH: path.join(folder, 'root/usr/lib/python3/dist-packages') },
      stdio: 'ignore',
    },
  )
  await answering(port)
  return {
    url: `ws://127.0.0.1:${port}/`,
    stop: () => {
      child.kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })

async function answering(port: number): Promise<void> {
  const tried = () =>
    new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1')
      socket.once('connect', () => resolve(true))
      socket.once('error', () => resolve(false))
      socket.once('close', () => socket.destroy())
      socket.once('connect', () => socket.destroy())
    })
  for (let tries = 0; tries < 100; tries += 1) {
    if (await tried()) return
    await sleep(100)
  }
  throw new Error('websockify does not listen')
}
