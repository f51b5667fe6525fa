import { traverseContractProcedures } from '@orpc/server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { EndpointMeta } from '../../lib/contract/endpoint.ts'
import { contract } from '../../lib/contract/http.ts'
import type { Grant, Role } from '../../lib/contract/people.ts'
import { paths } from '../../lib/paths.ts'
import { fakeUuid } from '../connections/fake-driver.ts'
import { echoingConsoles } from '../consoles/fake-consoles.ts'
import type { Asking } from './asker.ts'
import { type FakeServer, knownPassword, startFakeServer } from './fake-server.ts'
import { elsewhere, here } from './fake-services.ts'

/** What a request needs to reach its handler, where that is more than its path. */
const bodies: Record<string, Record<string, unknown>> = {
  'session.claim': { token: 'none', name: 'Eve', password: 'a good password' },
  'session.signIn': { name: 'Root', password: knownPassword },
  'session.setPassword': { current: knownPassword, password: knownPassword },
  'people.create': { name: 'Somebody', password: 'a good password', grants: [] },
  'people.update': { grants: [] },
  'connections.open': { uri: 'test:///default' },
  'connections.examine': { uri: 'test:///default' },
  'questions.answer': { answer: { kind: 'cancel' } },
  'history.update': { pinned: true },
  'domains.rename': { name: 'other' },
  'domains.setAutostart': { on: true },
  'domains.save': { path: '/var/tmp/guest' },
  'domains.dump': { path: '/var/tmp/guest', live: true, crash: false },
  'domains.migrate': { destination: 'qemu+ssh://other/system', live: true },
  'domains.setMemory': { memory: 65_536, affects: 'both' },
  'domains.setMaxMemory': { memory: 65_536 },
  'domains.setVcpus': { vcpus: 1, affects: 'live' },
  'domains.pinVcpu': { vcpu: 0, cpus: [0], affects: 'live' },
  'domains.setSchedule': { parameters: [{ name: 'weight', value: 256 }], affects: 'live' },
  'domains.attachDevice': { xml: '<disk/>', affects: 'live' },
  'domains.detachDevice': { xml: '<disk/>', affects: 'live' },
  'consoles.open': { choice: { by: 'display', index: 0 } },
  'consoles.watch': { choice: { by: 'display', index: 0 } },
  'consoles.sendBreak': { device: 'serial0' },
  'domains.define': { xml: '<domain/>' },
  'domains.create': { xml: '<domain/>', paused: false },
  'domains.restore': { path: '/var/tmp/guest' },
}
/** What a handler that was reached says when there is nothing to do it to; every other says 200. */
const reached: Record<string, number> = {
  'session.claim': 410,
  'people.update': 404,
  'people.remove': 404,
  'questions.answer': 410,
  'history.update': 404,
  'connections.log': 501,
  'domains.vcpus': 501,
  'domains.schedule': 501,
}
/** What a reading needs besides its path. */
const queries: Record<string, string> = { 'connections.log': '?of=daemon' }
const parameters: Record<string, string> = {
  connection: here,
  domain: fakeUuid(1),
  session: 'none',
  person: 'none',
  question: 'none',
  entry: 'none',
}

interface Row extends EndpointMeta {
  name: string
  method: string
  path: string
}
const rows: Row[] = []
traverseContractProcedures({ router: contract, path: [] }, ({ contract: row, path }) => {
  const { route, meta } = row['~orpc']
  const target = route.path?.replace(/\{(\w+)\}/g, (_, name: string) => parameters[name] ?? '')
  const { needs, on, audit } = meta as EndpointMeta
  const [name, method] = [path.join('.'), route.method ?? 'GET']
  rows.push({ name, method, path: `/api${target}${queries[name] ?? ''}`, needs, on, audit })
})

const strength: Record<Role, readonly string[]> = {
  viewer: ['view'],
  operator: ['view', 'operate'],
  administrator: ['view', 'operate', 'administer'],
}
/** Everybody there can be: nobody, somebody without grants, and each role on everything, here, and elsewhere. */
const everybody: { who: string; grant: Grant | null; signedIn: boolean }[] = [
  { who: 'nobody', grant: null, signedIn: false },
  { who: 'somebody without a grant', grant: null, signedIn: true },
  ...[null, here, elsewhere].flatMap((connection) =>
    (['viewer', 'operator', 'administrator'] as const).map((role) => ({
      who: `${role} on ${connection ?? 'everything'}`,
      grant: { connection, role },
      signedIn: true,
    })),
  ),
]

/** The rule in other words than the server's: deny unless a grant of this strength covers what is asked. */
function isAllowed({ needs, on }: EndpointMeta, { grant, signedIn }: (typeof everybody)[number]) {
  if (needs === 'anyone') return true
  if (needs === 'signed-in') return signedIn
  if (grant === null || !strength[grant.role].includes(needs)) return false
  const covers = {
    any: true,
    all: grant.connection === null,
    connection: grant.connection !== elsewhere,
  }
  return covers[on]
}

let server: FakeServer
const people = new Map<string, Awaited<ReturnType<FakeServer['admit']>>>()
beforeAll(async () => {
  server = await startFakeServer({
    OIRASE_TRUSTED_PROXY: '127.0.0.1',
    OIRASE_VIEWERS_WATCH: 'yes',
  })
  server.driver.consoles = echoingConsoles()
  await server.admit('Root', [{ connection: null, role: 'administrator' }])
  for (const { who, grant, signedIn } of everybody) {
    if (signedIn) people.set(who, await server.admit(who, grant === null ? [] : [grant]))
  }
})
afterAll(() => server.stop())

let asked = 0
/** Each from an address of its own, or the wrong passwords among them would make the rest wait. */
const asking = async (who: string): Promise<Asking> => {
  const headers = { 'x-forwarded-for': `198.51.${asked >> 8}.${asked++ & 255}` }
  const person = people.get(who)
  return person === undefined ? { headers } : { headers, cookie: await person.cookie() }
}
const code = (json: unknown) => (json as { data?: { code?: string } }).data?.code
const lastDeed = async () => (await server.store.audit.last())!

test('the contract has rows, and each says who may and what is kept', () => {
  expect(rows.length).toBeGreaterThan(30)
  for (const row of rows) {
    expect(row.needs, row.name).toBeTruthy()
    expect(row.method === 'GET', `${row.name} changes something unseen`).toBe(row.audit === null)
  }
})

describe.each(everybody)('$who', (somebody) => {
  test.each(rows)('$method $path', async (row) => {
    const before = (await server.store.audit.last())?.id ?? 0
    const body = bodies[row.name]
    const { status, json } = await server.ask(row.method, row.path, {
      ...(await asking(somebody.who)),
      ...(body && { body }),
    })
    const allowed = isAllowed(row, somebody)
    const expected = allowed ? (reached[row.name] ?? 200) : somebody.signedIn ? 403 : 401
    expect(status, JSON.stringify(json)).toBe(expected)
    if (!allowed) {
      expect(code(json)).toBe(somebody.signedIn ? 'permission.denied' : 'session.missing')
    }
    if (row.audit === null) {
      expect((await server.store.audit.last())?.id ?? 0).toBe(before)
    } else {
      const deed = await lastDeed()
      expect(deed.verb).toBe(row.audit)
      const admitted = row.name === 'session.signIn' ? 'Root' : null
      expect(deed.person).toBe(somebody.signedIn ? somebody.who : admitted)
      expect(deed.result).toBe(status === 200 ? 'done' : code(json))
    }
    // leave it as it was found
    if (row.name === 'people.create' && allowed) {
      await server.store.people.remove((json as { id: string }).id)
    }
  })

  test('a picture of a machine', async () => {
    const target = paths.screenshot(here, fakeUuid(1))
    const { status } = await server.ask('GET', target, await asking(somebody.who))
    const allowed = isAllowed({ needs: 'view', on: 'connection', audit: null }, somebody)
    expect(status).toBe(allowed ? 501 : somebody.signedIn ? 403 : 401)
  })

  test('the live socket', async () => {
    const { cookie } = await asking(somebody.who)
    const status = await new Promise<number>((resolve) => {
      const headers = cookie === undefined ? {} : { cookie: `oirase=${cookie}` }
      const socket = new WebSocket(`ws://${server.host}${paths.live()}`, {
        origin: server.origin,
        headers,
      })
      socket.on('open', () => resolve(101))
      socket.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0))
      socket.on('error', () => resolve(-1))
    })
    expect(status).toBe(somebody.signedIn ? 101 : 401)
  })
})
