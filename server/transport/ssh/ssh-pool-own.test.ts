import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemClock } from '../../../lib/clock.ts'
import type { PlanOptions } from '../../../lib/libvirt/plan-types.ts'
import { unattended } from '../../../lib/libvirt/unattended.ts'
import type { SshTarget } from './ssh-connection.ts'
import { ownSshPool } from './ssh-pool-own.ts'

/** A port where whoever comes is let wait, so that attempts can be counted. */
let server: Server
let home: string
const came = new Set<Socket>()

beforeAll(async () => {
  server = createServer((socket) => came.add(socket.on('error', () => {})))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  home = mkdtempSync(path.join(tmpdir(), 'ssh-pool-'))
  mkdirSync(path.join(home, '.ssh'), { mode: 0o700 })
  const lines = [
    'Host kvm lab',
    'HostName 127.0.0.1',
    `Port ${port}`,
    'User kim',
    'Host lab',
    'User root',
  ]
  writeFileSync(path.join(home, '.ssh/config'), `${lines.join('\n')}\n`, { mode: 0o600 })
})
afterAll(() => {
  for (const socket of came) socket.destroy()
  server.close()
  rmSync(home, { recursive: true })
})

const target = (host: string, options: PlanOptions = {}): SshTarget => {
  return { flavour: 'ssh', host, port: 0, user: null, options }
}

/** How many connections are made for these targets at once. */
async function connectionsFor(...targets: SshTarget[]): Promise<number> {
  const uid = process.geteuid?.() ?? 0
  const surrounds = { clock: systemClock, env: { HOME: home }, uid, account: 'me' }
  const pool = ownSshPool(surrounds, { note: () => {} })
  const before = came.size
  const { signal } = new AbortController()
  const using = targets.map((one) =>
    pool.use(one, { signal, progress: () => {}, asker: unattended }).catch(() => null),
  )
  await expect.poll(() => came.size).toBeGreaterThan(before)
  await systemClock.sleep(100)
  const made = came.size - before
  await pool.stop()
  await Promise.all(using)
  return made
}

test('names that the configuration makes one login of share a connection', async () => {
  const { port } = server.address() as { port: number }
  const plain = { ...target('127.0.0.1'), port, user: 'kim' }
  expect(await connectionsFor(target('kvm'), target('lab'), plain)).toBe(1)
})

test.each([
  ['another key', { keyfile: '/k' }],
  ['less care', { no_verify: true }],
  ['other credentials', { authfile: '/a' }],
] as const)('%s is a connection of its own', async (_what, options) => {
  expect(await connectionsFor(target('kvm'), target('kvm', options))).toBe(2)
})
