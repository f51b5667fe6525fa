import { once } from 'node:events'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createServer } from 'node:tls'
import { afterAll, afterEach, beforeAll, test as everyTest, expect } from 'vitest'
import { type Clock, systemClock } from '../../../lib/clock.ts'
import type { Failure } from '../../../lib/failure.ts'
import { FakeClock } from '../../../lib/fake-clock.ts'
import type { PlanOptions } from '../../../lib/libvirt/plan-types.ts'
import { unattended } from '../../../lib/libvirt/unattended.ts'
import { type Behaviour, type FakeEnd, fakeEnd } from '../fake-end.ts'
import { dialTls } from './dial-tls.ts'
import {
  type FakeAuthority,
  fakeAuthority,
  hasOpenssl,
  type Issued,
  type Order,
  rsa,
} from './fake-authority.ts'
import { daemonTls } from './fake-daemon-tls.ts'

const test = everyTest.skipIf(!hasOpenssl)
const folder = mkdtempSync(path.join(tmpdir(), 'oirase-tls-'))
let authority: FakeAuthority
let foreign: FakeAuthority
let client: Issued
const ends: FakeEnd[] = []

beforeAll(() => {
  authority = fakeAuthority(path.join(folder, 'ca'))
  foreign = fakeAuthority(path.join(folder, 'foreign'))
  client = authority.issue({ names: ['laptop'] })
}, 60_000)
afterEach(async () => {
  for (const end of ends.splice(0)) await end.close()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let homes = 0
/** A folder for pkipath= with these files and the authority's. */
function pki(files: Record<string, string> = {}, identity: Issued | null = client): string {
  homes += 1
  const home = path.join(folder, `pki${homes}`)
  mkdirSync(home)
  copyFileSync(authority.caFile, path.join(home, 'cacert.pem'))
  const own = identity && { 'clientcert.pem': identity.cert, 'clientkey.pem': identity.key }
  for (const [file, text] of Object.entries({ ...own, ...files })) {
    writeFileSync(path.join(home, file), text)
  }
  return home
}

const server = (order: Order = {}, from = authority) => {
  const { cert, key } = from.issue({ alternatives: ['IP:127.0.0.1', 'DNS:localhost'], ...order })
  return { cert, key, ca: authority.ca }
}

const nothing = { user: null, socket: null, remoteName: null, transport: 'tls' as const }

interface Dialled {
  host?: string
  options?: PlanOptions
  clock?: Clock
}

async function dial(
  behave: Behaviour,
  { host = '127.0.0.1', options, clock = systemClock }: Dialled = {},
) {
  const end = await fakeEnd(behave)
  ends.push(end)
  const rungs: string[] = []
  const surrounds = { clock, env: {}, uid: 0, account: 'root' }
  const plan = { ...nothing, host, port: end.port, options: { pkipath: pki(), ...options } }
  const signal = AbortSignal.timeout(9_000)
  const progress = (rung: string) => void rungs.push(rung)
  const outcome = await dialTls(surrounds)(plan, { signal, progress, asker: unattended }).then(
    (wire) => ({ wire, failure: null }),
    (failure: Failure) => ({ wire: null, failure }),
  )
  return { ...outcome, rungs, dialled: end.dialled() }
}

const troubleOf = async (...args: Parameters<typeof dial>) => {
  const { wire, failure } = await dial(...args)
  wire?.close()
  return failure && (failure.trouble ?? failure)
}

const climbed = ['resolving', 'dialling', 'securing', 'identifying', 'greeting']

test.each(['TLSv1.2', 'TLSv1.3'] as const)(
  'over %s a host is let in by its certificate and lets us in by ours; one octet is taken',
  async (version) => {
    const first = Buffer.from('\x01rest')
    const behave = daemonTls({ ...server(), maxVersion: version }, { first })
    const { wire, failure, rungs } = await dial(behave)
    expect(failure).toBeNull()
    expect(rungs).toEqual(climbed)
    for await (const bytes of wire!.stream) {
      expect(String(bytes)).toBe('rest')
      break
    }
    wire?.close()
  },
)

test('each write leaves as a record of its own, which is all that a daemon looks for', async () => {
  const records: string[] = []
  let seen = () => {}
  const both = new Promise<void>((resolve) => {
    seen = resolve
  })
  const asking = { ...server(), requestCert: true }
  const daemon = createServer(asking, (secured) => {
    secured.on('error', () => {}).write('\x01')
    secured.on('data', (bytes) => {
      records.push(String(bytes))
      if (records.join('').length >= 6) seen()
    })
  })
  const { wire } = await dial((socket) => void daemon.emit('connection', socket))
  wire?.stream.cork()
  for (const message of ['one', 'two']) wire?.stream.write(message)
  wire?.stream.uncork()
  await both
  expect(records).toEqual(['one', 'two'])
  wire?.close()
})

test('a name is found among the alternatives', async () => {
  const localhost = { host: 'localhost' }
  expect(
    await troubleOf(daemonTls(server({ alternatives: ['DNS:localhost'] })), localhost),
  ).toBeNull()
})

test.each<[string, () => Order, string, Dialled?]>([
  ['expired', () => ({ from: '20200101000000Z', to: '20210101000000Z' }), 'tls-expired'],
  ['not valid yet', () => ({ from: '20900101000000Z', to: '20910101000000Z' }), 'tls-not-yet'],
  ['for another name', () => ({ alternatives: ['DNS:other'] }), 'tls-wrong-name'],
  ['for another address', () => ({ alternatives: ['IP:127.0.0.2'] }), 'tls-wrong-name'],
  ['with the address as a name', () => ({ alternatives: ['DNS:127.0.0.1'] }), 'tls-wrong-name'],
  [
    'with the name in CN but an address as alternative',
    () => ({ names: ['localhost'], alternatives: ['IP:127.0.0.1'] }),
    'tls-wrong-name',
    { host: 'localhost' },
  ],
  ['weak by its hash', () => ({ digest: 'sha1' }), 'tls-weak'],
  ['weak by its key', () => ({ key: rsa(768) }), 'tls-weak'],
  ['a client’s', () => ({ extensions: ['extendedKeyUsage = clientAuth'] }), 'tls-unfit'],
  ['an authority’s', () => ({ extensions: ['basicConstraints = CA:true'] }), 'tls-unfit'],
])('a server certificate that is %s is refused', async (_, order, trouble, dialled) => {
  const context = { ...server(order()), ciphers: 'DEFAULT:@SECLEVEL=0' }
  const { failure, rungs } = await dial(daemonTls(context), dialled)
  expect([failure?.trouble, failure?.code]).toEqual([trouble, 'host.untrusted'])
  expect(failure?.detail).toMatch(/^authentication failed: Failed to verify peer's certificate\. ./)
  expect(rungs).toEqual(climbed.slice(0, 4))
  const lenient = { ...dialled, options: { no_verify: true } }
  expect(await troubleOf(daemonTls(context), lenient)).toBeNull()
})

test('a common name counts when there are no alternatives at all', async () => {
  const context = server({ names: ['localhost'], alternatives: [] })
  expect(await troubleOf(daemonTls(context), { host: 'localhost' })).toBeNull()
})

test('a man in the middle with his own authority is refused', async () => {
  const { failure } = await dial(daemonTls({ ...server({}, foreign), ca: authority.ca }))
  expect(failure).toMatchObject({ trouble: 'tls-foreign-ca', code: 'host.untrusted' })
})

test('a certificate that signs itself is refused', async () => {
  const own = fakeAuthority(path.join(folder, 'own'), undefined, {
    alternatives: ['IP:127.0.0.1'],
    extensions: ['basicConstraints = CA:false'],
  })
  const context = { cert: own.ca, key: readFileSync(own.keyFile), ca: authority.ca }
  expect(await troubleOf(daemonTls(context))).toBe('tls-foreign-ca')
})

test('a revoked certificate is refused, also by a list that is overdue', async () => {
  const issued = authority.issue({ alternatives: ['IP:127.0.0.1'] })
  const context = { cert: issued.cert, key: issued.key, ca: authority.ca }
  const before = pki({ 'cacrl.pem': authority.crl() })
  expect(await troubleOf(daemonTls(context), { options: { pkipath: before } })).toBeNull()
  authority.revoke(issued)
  for (const due of ['due', 'overdue'] as const) {
    const pkipath = pki({ 'cacrl.pem': authority.crl(due) })
    expect(await troubleOf(daemonTls(context), { options: { pkipath } })).toBe('tls-revoked')
  }
})

test('an authority between is enough, and its own authority’s list need not be there', async () => {
  const between = authority.issue({
    names: ['Between'],
    extensions: ['basicConstraints = critical, CA:true'],
  })
  const lower = fakeAuthority(path.join(folder, 'between'), between)
  const end = lower.issue({ alternatives: ['IP:127.0.0.1'] })
  const context = { cert: end.cert + between.cert, key: end.key, ca: authority.ca }
  const pkipath = pki({ 'cacrl.pem': lower.crl() })
  expect(await troubleOf(daemonTls(context), { options: { pkipath } })).toBeNull()
  lower.revoke(end)
  const listed = pki({ 'cacrl.pem': lower.crl() })
  expect(await troubleOf(daemonTls(context), { options: { pkipath: listed } })).toBe('tls-revoked')
  const alone = pki({ 'cacert.pem': between.cert }, null)
  const anybody = daemonTls({ cert: end.cert, key: end.key }, { wanted: false })
  expect(await troubleOf(anybody, { options: { pkipath: alone } })).toBeNull()
})

test.each(['TLSv1.2', 'TLSv1.3'] as const)(
  'over %s a host that does not want our certificate is told from every other end',
  async (version) => {
    const stranger = foreign.issue()
    const options = { pkipath: pki({}, stranger), no_sanity: true }
    const behave = daemonTls({ ...server(), maxVersion: version })
    const { failure } = await dial(behave, { options })
    expect([failure?.trouble, failure?.code]).toEqual(['tls-refused', 'host.refused-login'])
    const without = { options: { pkipath: pki({}, null) } }
    expect(await troubleOf(daemonTls(server()), without)).toBe('tls-no-certificate')
  },
)

test('a daemon that says anything but 1 has refused us', async () => {
  const behave = daemonTls(server(), { first: Buffer.from([0]) })
  const { failure } = await dial(behave)
  expect(failure).toMatchObject({
    trouble: 'tls-refused',
    detail: 'server verification (of our certificate or IP address) failed (it said 0)',
  })
})

test('the next identity is shown when one is refused', async () => {
  const stranger = foreign.issue()
  const files = { 'clientcert0.pem': client.cert, 'clientkey0.pem': client.key }
  const options = { pkipath: pki(files, stranger), no_sanity: true }
  const { wire, failure, dialled } = await dial(daemonTls(server()), { options })
  expect([failure, dialled]).toEqual([null, 2])
  wire?.close()
})

test.each<[string, Behaviour, string]>([
  [
    'speaks another language',
    (socket) => void socket.end('SSH-2.0-OpenSSH_9.2\r\n'),
    'tls-not-tls',
  ],
  [
    'answers in HTTP',
    (socket) => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'),
    'tls-not-tls',
  ],
  ['hangs up at once', (socket) => void socket.end(), 'tls-closed'],
  [
    'hangs up after the greeting',
    (socket) => socket.once('data', () => socket.destroy()),
    'tls-closed',
  ],
  ['floods', flood, 'tls-not-tls'],
])('a far end that %s', async (_, behave, trouble) => {
  expect(await troubleOf(behave)).toBe(trouble)
})

test.each<[string, () => Behaviour, string]>([
  ['says nothing at all', () => () => {}, 'tls-silent'],
  ['drips', () => (socket) => void socket.write('\x16'), 'tls-silent'],
  [
    'neither lets us in nor refuses',
    () => daemonTls(server(), { first: Buffer.alloc(0) }),
    'tls-unconfirmed',
  ],
])('a far end that %s is left after 12 s', async (_, behave, trouble) => {
  const clock = new FakeClock(Date.now())
  const left = dial(behave(), { clock })
  const waiting = expect.poll(() => clock.sleeping, { timeout: 5_000 })
  await waiting.toBe(1)
  await new Promise((resolve) => setTimeout(resolve, 200))
  await clock.advance(12_000)
  const { failure } = await left
  expect([failure?.trouble, failure?.code]).toEqual([trouble, 'host.silent'])
  expect(clock.sleeping).toBe(0)
})

test('who gives up leaves nothing open', async () => {
  const reason = new Error('enough')
  const ending = new AbortController()
  let closed: Promise<unknown> = Promise.resolve()
  const end = await fakeEnd((socket) => {
    closed = once(socket.resume(), 'close')
    setTimeout(() => ending.abort(reason), 50)
  })
  ends.push(end)
  const plan = { host: '127.0.0.1', port: end.port, options: { pkipath: pki() }, ...nothing }
  const surrounds = { clock: systemClock, env: {}, uid: 0, account: 'root' }
  const options = { signal: ending.signal, progress: () => {}, asker: unattended }
  await expect(dialTls(surrounds)(plan, options)).rejects.toBe(reason)
  await closed
})

/** 100 MB, as fast as they are taken. */
function flood(socket: Parameters<Behaviour>[0]): void {
  const piece = Buffer.alloc(1024 * 1024, 0x41)
  let left = 100
  const more = () => {
    while (left > 0 && !socket.destroyed) {
      left -= 1
      if (!socket.write(piece)) return void socket.once('drain', more)
    }
  }
  more()
}
