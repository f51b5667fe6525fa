import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Duplex, duplexPair } from 'node:stream'
import { afterEach, expect, test } from 'vitest'
import type { ReachedDisplay } from '../../lib/libvirt/reach-display.ts'
import { sshTrouble } from '../../lib/libvirt/troubles/ssh.ts'
import { unattended } from '../../lib/libvirt/unattended.ts'
import { openFence } from './address-fence.ts'
import { type FakeEnd, fakeEnd } from './fake-end.ts'
import { farDialFor } from './far-dial.ts'
import type { SshLease, SshPool } from './ssh/ssh-pool.ts'
import { ownSurrounds } from './surrounds.ts'
import type { DialPlan } from './transport.ts'

const plan: DialPlan = {
  ...{ transport: 'ssh', host: 'kvm', port: 22, user: null, socket: null, remoteName: null },
  options: { pkipath: '/nowhere' },
}
const { signal } = new AbortController()
const options = { signal, asker: unattended, progress: () => {} }
const surrounds = ownSurrounds({ env: {}, fence: openFence })
const noSsh = { use: () => Promise.reject(new Error('nobody asked for SSH')) }

const undo: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step()
})

/** A display of some kind that says these words. */
async function saying(words: string): Promise<FakeEnd> {
  const end = await fakeEnd((socket) => void socket.write(words))
  undo.push(() => end.close())
  return end
}

/** An SSH login from which every place leads to `far`, or nowhere. */
function pool(far: Duplex | null, why: Error = new Error('not allowed there')) {
  const asked: unknown[] = []
  let released = 0
  const open = async (...place: unknown[]) => {
    asked.push(place.slice(0, -1))
    if (far === null) throw why
    return far
  }
  const lease = { ssh: { toSocket: open, toPort: open }, release: () => (released += 1) }
  const use: SshPool['use'] = async () => lease as unknown as SshLease
  return { pool: { use }, asked, released: () => released }
}

test('a port and a socket of this machine are dialled from here', async () => {
  const dial = farDialFor(surrounds, noSsh)
  const { port } = await saying('by port')
  const folder = mkdtempSync(path.join(tmpdir(), 'oirase-far-'))
  undo.push(() => rmSync(folder, { recursive: true }))
  const at = path.join(folder, 'display')
  const server = createServer((socket) => void socket.end('by socket')).listen(at)
  await once(server, 'listening')
  undo.push(() => void server.close())
  const places: ReachedDisplay[] = [
    { from: 'here', host: '127.0.0.1', port, tls: false, meant: null },
    { from: 'here', path: at, tls: false, meant: null },
  ]
  const heard: string[] = []
  for (const place of places) {
    const { stream, close } = await dial(plan, place, options)
    heard.push(String((await once(stream, 'data'))[0]))
    close()
    expect(stream.destroyed).toBe(true)
  }
  expect(heard).toEqual(['by port', 'by socket'])
})

test.each<[string, ReachedDisplay, unknown[]]>([
  ['port', { from: 'there', host: '::1', port: 5900, tls: false, meant: null }, ['::1', 5900]],
  ['socket', { from: 'there', path: '/run/vnc', tls: false, meant: null }, ['/run/vnc']],
])('a %s over there is dialled over the login, which is let go with the wire', async (...row) => {
  const [, place, expected] = row
  const [far] = duplexPair()
  const { pool: ssh, asked, released } = pool(far)
  const { stream, close } = await farDialFor(surrounds, ssh)(plan, place, options)
  expect(stream).toBe(far)
  expect([asked, released()]).toEqual([[expected], 0])
  close()
  await expect.poll(released).toBe(1)
})

test('a login that leads to no display is let go at once', async () => {
  const { pool: ssh, released } = pool(null)
  const place: ReachedDisplay = { from: 'there', path: '/run/vnc', tls: false, meant: null }
  await expect(farDialFor(surrounds, ssh)(plan, place, options)).rejects.toThrow('not allowed')
  expect(released()).toBe(1)
})

test('TLS that does not come about closes the wire, and says so of the display', async () => {
  const { port, dialled } = await saying('RFB 003.008\n')
  const place: ReachedDisplay = { from: 'here', host: '127.0.0.1', port, tls: true, meant: null }
  await expect(farDialFor(surrounds, noSsh)(plan, place, options)).rejects.toMatchObject({
    code: 'host.broke-protocol',
    detail: expect.stringContaining('TLS with its display failed'),
  })
  expect(dialled()).toBe(1)
})

test('a display beside is not spoken TLS with when nobody can vouch for it', async () => {
  const { port } = await saying('')
  const place: ReachedDisplay = { from: 'here', host: '127.0.0.1', port, tls: true, meant: 'kvm' }
  await expect(farDialFor(surrounds, noSsh)(plan, place, options)).rejects.toMatchObject({
    code: 'host.untrusted',
    detail: expect.stringContaining('CA certificate'),
  })
})

test('a login that may forward nothing is said so', async () => {
  const { pool: ssh, released } = pool(null, sshTrouble('ssh-channel-prohibited', 'open failed'))
  const place: ReachedDisplay = { from: 'there', path: '/run/vnc', tls: false, meant: null }
  const failed = farDialFor(surrounds, ssh)(plan, place, options)
  await expect(failed).rejects.toMatchObject({
    code: 'host.no-way',
    detail: expect.stringContaining('AllowTcpForwarding'),
  })
  expect(released()).toBe(1)
})
