import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { Grant } from '../../lib/contract/people.ts'
import { FakeClock } from '../../lib/fake-clock.ts'
import { paths } from '../../lib/paths.ts'
import { idleLimit } from '../auth/sessions.ts'
import { fakeUuid } from '../connections/fake-driver.ts'
import { type FakeServer, knownPassword, startFakeServer } from './fake-server.ts'
import { here } from './fake-services.ts'

const everything: Grant[] = [{ connection: null, role: 'administrator' }]

let server: FakeServer
let clock: FakeClock
beforeEach(async () => {
  clock = new FakeClock()
  server = await startFakeServer({}, { clock })
})
afterEach(() => server.stop())

const code = ({ json }: { json: unknown }) => (json as { data: { code: string } }).data.code
const detail = ({ json }: { json: unknown }) => (json as { data: { detail: string } }).data.detail
const administrator = async () => (await server.admit('Ada', everything)).cookie()

/** How an upgrade of the live path is answered: 101, or the status of the refusal. */
const listen = (headers: Record<string, string>, origin?: string) =>
  new Promise<{ status: number; socket: WebSocket; words: string }>((resolve, reject) => {
    const options = { headers, ...(origin !== undefined && { origin }) }
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}${paths.live()}`, options)
    socket.on('open', () => resolve({ status: 101, socket, words: '' }))
    socket.on('unexpected-response', async (_, response) => {
      let words = ''
      for await (const chunk of response) words += chunk
      resolve({ status: response.statusCode ?? 0, socket, words })
    })
    socket.on('error', reject)
  })

describe('another site', () => {
  const write = async (headers: Record<string, string | undefined>) =>
    server.ask('POST', '/api/session', {
      cookie: await administrator(),
      body: { name: 'Ada', password: knownPassword },
      headers,
    })

  test.each([
    ['of another name', { origin: 'https://evil.example' }],
    ['on another port of this host', { origin: 'http://127.0.0.1:1' }],
    ['by another scheme', { origin: 'https://127.0.0.1' }],
    ['that hides its name', { origin: 'null' }],
    ['told by the browser', { origin: undefined, 'sec-fetch-site': 'same-site' }],
    ['or a program that does not say where it comes from', { origin: undefined }],
  ])('cannot write: %s', async (_, headers) => {
    const answer = await write(headers)
    expect(answer.status).toBe(403)
    expect(code(answer)).toBe('request.wrong-origin')
    expect(await server.store.audit.last()).toMatchObject({
      verb: 'session.sign-in',
      result: 'request.wrong-origin',
      person: 'Ada',
    })
  })

  test('is told from our own page by either header', async () => {
    expect((await write({})).status).toBe(200)
    const own = await server.ask('POST', '/api/session', {
      body: { name: 'Ada', password: knownPassword },
      headers: { origin: undefined, 'sec-fetch-site': 'same-origin' },
    })
    expect(own.status).toBe(200)
  })

  test('cannot listen either, even with a cookie', async () => {
    const cookie = `oirase=${await administrator()}`
    const refused = await listen({ cookie }, 'https://evil.example')
    expect(refused.status).toBe(403)
    expect(refused.words).toContain('another site')
    expect((await listen({ cookie })).status).toBe(403)
    expect((await listen({ cookie }, server.origin)).status).toBe(101)
    expect(server.seen).toHaveLength(1)
  })

  test('cannot give its own name our address', async () => {
    for (const target of ['/', '/api/session', '/healthz', paths.live()]) {
      const answer = await server.ask('GET', target, { headers: { host: 'evil.example' } })
      expect(answer.status, target).toBe(421)
      expect(answer.body).toContain('OIRASE_NAMES')
    }
    const rebound = await listen({ host: 'evil.example' }, 'http://evil.example')
    expect(rebound.status).toBe(421)
    for (const host of ['localhost:1', '[::1]:7373', '127.0.0.1']) {
      expect((await server.ask('GET', '/healthz', { headers: { host } })).status, host).toBe(200)
    }
  })

  test('can neither frame, sniff nor name us', async () => {
    for (const target of ['/login', '/api/session', '/api/nothing', '/healthz']) {
      const { headers } = await server.ask('GET', target)
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      })
      expect(headers['access-control-allow-origin']).toBeUndefined()
    }
  })
})

describe('a body', () => {
  const post = async (body: unknown, headers = {}) =>
    server.ask('POST', '/api/people', { cookie: await administrator(), body, headers })

  test('is JSON and says so, or is not looked at', async () => {
    const body = { name: 'Eve', password: knownPassword, grants: [] }
    for (const type of ['text/plain', 'multipart/form-data; boundary=x', 'application/jsonp']) {
      const answer = await post(body, { 'content-type': type })
      expect(answer.status, type).toBe(400)
      expect(code(answer)).toBe('request.invalid')
    }
    const spoken = 'application/json; charset=utf-8'
    expect((await post(body, { 'content-type': spoken })).status).toBe(200)
  })

  test('is small', async () => {
    const answer = await post({ name: 'x'.repeat(1024 * 1024) })
    expect(answer.status).toBe(413)
    expect(answer.headers.connection).toBe('close')
  })

  test('that is wrong is told field by field, without what was in it', async () => {
    const answer = await post({ name: '', password: 'hunter2', grants: [] })
    expect(answer.status).toBe(400)
    expect(detail(answer)).toContain('name: A name is needed.')
    expect(detail(answer)).toContain('password: At least 10 characters.')
    expect(answer.body).not.toContain('hunter2')
  })

  test('cannot name another connection than the path does', async () => {
    const cookie = await (
      await server.admit('Eve', [{ connection: here, role: 'administrator' }])
    ).cookie()
    const body = { connection: here, name: 'mine' }
    const answer = await server.ask('PUT', '/api/connections/elsewhere', { cookie, body })
    expect(answer.status).toBe(403)
  })
})

test('a domain may have any 128 bits for its name, as libvirt’s own test world does', async () => {
  const target = `/api/connections/${here}/domains/6695eb01-f6a4-8304-79aa-97f2502e193f/xml`
  expect((await server.ask('GET', target, { cookie: await administrator() })).status).toBe(200)
})

test('the audit calls a domain and its connection by name too', async () => {
  const target = `/api/connections/${here}/domains/${fakeUuid(1)}/start`
  await server.ask('POST', target, { cookie: await administrator() })
  expect((await server.store.audit.last())?.subject).toBe(
    `connection here (test:///here), domain ${fakeUuid(1)} (guest-1)`,
  )
})

describe('what is asked for that is not there', () => {
  test.each(['/api', '/api/', '/api/nothing', '/api/connections/x/y/z', '/api/../api/nothing'])(
    'is told in the API’s own words: %s',
    async (target) => {
      const answer = await server.ask('GET', target)
      expect(answer.status).toBe(404)
      expect(code(answer)).toBe('request.unknown')
    },
  )

  test('never reaches the pages by a path that reads two ways', async () => {
    for (const target of ['//evil.example/login', '/\\evil.example', 'http://evil.example/login']) {
      expect((await server.ask('GET', target)).status, target).toBe(400)
    }
  })

  test('is a method that pages do not have', async () => {
    const garbage = await new Promise<string>((resolve) => {
      const socket = connect(server.port, '127.0.0.1', () => socket.write('GARBAGE\r\n\r\n'))
      socket.on('data', (data) => resolve(data.toString()))
    })
    expect(garbage).toContain('400')
    expect((await server.ask('GET', '/healthz')).status).toBe(200)
  })
})

describe('a session', () => {
  test('that ran out is asked to sign in again, and its socket is refused', async () => {
    const cookie = await administrator()
    expect((await server.ask('GET', '/api/people', { cookie })).status).toBe(200)
    await clock.advance(idleLimit + 1)
    const answer = await server.ask('GET', '/api/people', { cookie })
    expect(answer.status).toBe(401)
    expect(code(answer)).toBe('session.missing')
    expect((await listen({ cookie: `oirase=${cookie}` }, server.origin)).status).toBe(401)
  })

  test('begins with a cookie that no script reads and no other site sends', async () => {
    await server.admit('Ada', everything)
    const answer = await server.ask('POST', '/api/session', {
      body: { name: 'Ada', password: knownPassword },
    })
    const [cookie = ''] = answer.headers['set-cookie'] ?? []
    expect(cookie).toMatch(/^oirase=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=604800$/)
    const token = cookie.slice('oirase='.length, cookie.indexOf(';'))
    const who = await server.ask('GET', '/api/session', { cookie: token })
    expect(who.json).toMatchObject({ person: { name: 'Ada' }, setup: false })
    const left = await server.ask('DELETE', '/api/session', { cookie: token })
    expect(left.headers['set-cookie']?.[0]).toContain('Max-Age=0')
    expect((await server.ask('GET', '/api/session', { cookie: token })).json).toMatchObject({
      person: null,
    })
  })

  test('over TLS has a cookie that no other host can set, and stays with TLS', async () => {
    const behind = await startFakeServer({ OIRASE_TRUSTED_PROXY: '127.0.0.1' })
    try {
      await behind.admit('Ada', everything)
      const headers = { 'x-forwarded-proto': 'https', origin: `https://${behind.host}` }
      const body = { name: 'Ada', password: knownPassword }
      const answer = await behind.ask('POST', '/api/session', { body, headers })
      expect(answer.status).toBe(200)
      expect(answer.headers['set-cookie']?.[0]).toMatch(/^__Host-oirase=.*; Path=\/; .*; Secure$/)
      expect(answer.headers['strict-transport-security']).toBe('max-age=31536000')
    } finally {
      await behind.stop()
    }
  })

  test('that ends, ends what listens with it', async () => {
    const cookie = await administrator()
    await listen({ cookie: `oirase=${cookie}` }, server.origin)
    const heard: string[] = []
    server.seen[0]?.viewer.onChange((change) => heard.push(change))
    await server.ask('DELETE', '/api/session', { cookie })
    expect(heard).toEqual(['ended'])
  })
})

test('the one-time link works once', async () => {
  const token = await server.auth.claims.first()
  const claim = (name: string) =>
    server.ask('POST', '/api/session/claim', { body: { token, name, password: knownPassword } })
  expect((await claim('Ada')).json).toMatchObject({ person: { name: 'Ada', grants: everything } })
  const again = await claim('Eve')
  expect(again.status).toBe(410)
  expect(code(again)).toBe('sign-in.link-spent')
  expect((await server.ask('GET', '/api/session')).json).toEqual({ person: null, setup: false })
})

test('wrong passwords are answered ever later', async () => {
  await server.admit('Ada', everything)
  const enter = (password: string) =>
    server.ask('POST', '/api/session', { body: { name: 'Ada', password } })
  for (let i = 0; i < 5; i++) expect((await enter('wrong')).status).toBe(401)
  const late = await enter(knownPassword)
  expect(late.status).toBe(429)
  expect(detail(late)).toBe('Try again in 1 s.')
  await clock.advance(1_000)
  expect((await enter(knownPassword)).status).toBe(200)
})

describe('secrets', () => {
  test('are neither in the database, the log, the audit nor an answer', async () => {
    const secrets = ['planted-password-1', 'planted-password-2', 'planted-in-the-wrong-field']
    const [first, second, misplaced] = secrets
    const answers: string[] = []
    const post = async (target: string, body: unknown, cookie?: string, method = 'POST') => {
      const answer = await server.ask(method, target, { body, ...(cookie && { cookie }) })
      answers.push(answer.body)
      return answer
    }
    const token = (await server.auth.claims.first())!
    secrets.push(token)
    const made = await post('/api/session/claim', { token, name: 'Ada', password: first })
    const cookie = /oirase=([^;]+)/.exec(made.headers['set-cookie']?.[0] ?? '')?.[1] ?? ''
    secrets.push(cookie)
    await post('/api/session', { name: misplaced, password: second })
    await post('/api/session', { name: 'Ada', password: second })
    await post('/api/session/password', { current: first, password: second }, cookie, 'PUT')
    await post('/api/people', { name: 'Eve', password: second, grants: [] }, cookie)
    await post('/api/people', { name: '', password: second, grants: 'none' }, cookie)
    await post('/api/connections', { uri: `qemu+ssh://ada:${first}@host/system` }, cookie)
    for (const target of ['/api/audit', '/api/sessions', '/api/people', '/metrics']) {
      answers.push((await server.ask('GET', target, { cookie })).body)
    }
    const files = (await readdir(server.folder)).map((file) => path.join(server.folder, file))
    const kept = await Promise.all(files.map((file) => readFile(file, 'latin1')))
    // the one answer that gives back what it was asked is the fake connection's own URI
    const said = answers.filter((answer) => !answer.includes('"uri":"qemu+ssh:'))
    for (const secret of secrets) {
      for (const text of [...kept, ...said, ...server.lines]) expect(text).not.toContain(secret)
    }
    expect(kept.join()).toContain('Ada')
    expect(server.lines.length).toBeGreaterThan(5)
  })

  test('of a fault are in the log and not in the answer', async () => {
    server.driver.node.capabilities = () => Promise.reject(new Error('inner workings'))
    const target = `/api/connections/${here}/capabilities`
    const answer = await server.ask('GET', target, { cookie: await administrator() })
    expect(answer.status).toBe(500)
    expect(answer.body).not.toContain('inner workings')
    const { request } = (answer.json as { data: { request: string } }).data
    expect(answer.headers['x-request-id']).toBe(request)
    const line = server.lines.find((text) => text.includes('inner workings'))
    expect(line).toContain(request)
  })
})

describe('whoever watches the server', () => {
  test('hears that it lives and is ready, without a session', async () => {
    expect((await server.ask('GET', '/healthz')).status).toBe(200)
    expect((await server.ask('GET', '/readyz')).status).toBe(200)
  })

  test('reads figures on this machine, and elsewhere as an administrator', async () => {
    const local = await server.ask('GET', '/metrics')
    expect(local.body).toContain('oirase_connections{phase="closed"} 2')
    const headers = { 'x-forwarded-for': '192.0.2.1' }
    expect((await server.ask('GET', '/metrics', { headers })).status).toBe(401)
    const cookie = await administrator()
    expect((await server.ask('GET', '/metrics', { headers, cookie })).status).toBe(200)
  })

  test('finds each endpoint in the document, with who may and what is kept', async () => {
    const { json } = await server.ask('GET', paths.openApi())
    const start = { operationId: 'domains.start', 'x-needs': 'operate', 'x-audit': 'domain.start' }
    expect(json).toMatchObject({
      paths: { '/connections/{connection}/domains/{domain}/start': { post: start } },
    })
  })
})

describe('the picture of a machine', () => {
  const target = paths.screenshot(here, fakeUuid(1))

  test('is a PNG, whatever the host draws it as', async () => {
    const ppm = Buffer.from('P6\n# by the host\n2 1\n255\n\xff\x00\x00\x00\x00\xff', 'latin1')
    const screenshot = async () => ({ mime: 'image/x-portable-pixmap', bytes: ppm })
    Object.assign(server.driver.domains, { screenshot })
    const answer = await server.ask('GET', target, { cookie: await administrator() })
    expect(answer.status).toBe(200)
    expect(answer.headers['content-type']).toBe('image/png')
    expect(answer.body).toContain('PNG')
  })

  test('is not drawn for somebody who has asked and gone', async () => {
    const drawn: string[] = []
    const screenshot = async (uuid: string) => {
      drawn.push(uuid)
      return { mime: 'image/png', bytes: Buffer.from('png') }
    }
    Object.assign(server.driver.domains, { screenshot })
    const cookie = await administrator()
    const other = paths.screenshot(here, fakeUuid(2))
    const gone = connect(server.port, '127.0.0.1')
    gone.resume()
    gone.end(`GET ${other} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: oirase=${cookie}\r\n\r\n`)
    await once(gone, 'close')
    await server.ask('GET', target, { cookie })
    expect(drawn).toEqual([fakeUuid(1)])
  })

  test('of something that is no picture is refused', async () => {
    const screenshot = async () => ({ mime: 'image/x-portable-pixmap', bytes: Buffer.from('no') })
    Object.assign(server.driver.domains, { screenshot })
    const answer = await server.ask('GET', target, { cookie: await administrator() })
    expect(answer.status).toBe(502)
  })
})
