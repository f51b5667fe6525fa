import { expect, test } from 'vitest'
import { createApi } from './api.ts'
import { asApiError } from './request-failed.ts'

interface Sent {
  url: string
  method: string | undefined
  body: string | undefined
}

function apiThat(answer: () => Response | Promise<Response>) {
  const sent: Sent[] = []
  let signedOut = 0
  const api = createApi(
    async (url, init) => {
      sent.push({ url, method: init.method, body: init.body as string | undefined })
      return answer()
    },
    () => signedOut++,
  )
  return { api, sent, signedOut: () => signedOut }
}

const json = (body: unknown, status = 200) => Response.json(body, { status })
const caught = (promise: Promise<unknown>) => promise.then(() => null, asApiError)

test('path parameters are escaped into the path, the rest becomes the query of a GET', async () => {
  const { api, sent } = apiThat(() => json({ xml: '<domain/>' }))
  await api.domains.xml({ connection: 'a/b', domain: 'u-1', inactive: 'true' })
  expect(sent).toEqual([
    {
      url: '/api/connections/a%2Fb/domains/u-1/xml?inactive=true',
      method: 'GET',
      body: undefined,
    },
  ])
})

test('a write is JSON, without the values that the path already names', async () => {
  const { api, sent } = apiThat(() => json({}))
  await api.connections.update({ connection: 'c1', name: 'attic', tags: ['old'] })
  await api.session.signOut()
  expect(sent).toEqual([
    { url: '/api/connections/c1', method: 'PUT', body: '{"name":"attic","tags":["old"]}' },
    { url: '/api/session', method: 'DELETE', body: '{}' },
  ])
})

test('a failure arrives with its code, the other side’s words and the request', async () => {
  const error = {
    code: 'host.refused',
    detail: 'domain is busy',
    request: 'r1',
    trouble: 'ssh-banner',
  }
  const { api, signedOut } = apiThat(() => json(error, 502))
  expect(await caught(api.domains.start({ connection: 'c', domain: 'd' }))).toEqual(error)
  const wrapped = apiThat(() => json({ data: error, message: 'x' }, 502))
  expect(await caught(wrapped.api.tasks.list())).toEqual(error)
  expect(signedOut()).toBe(0)
})

test('an ended session is told apart, once per answer', async () => {
  const { api, signedOut } = apiThat(() => json({ code: 'session.missing', detail: null }, 401))
  expect(await caught(api.tasks.list())).toMatchObject({ code: 'session.missing' })
  expect(signedOut()).toBe(1)
})

test.each([
  ['a proxy’s page', () => new Response('<h1>Bad gateway</h1>', { status: 502 })],
  ['nothing', () => Promise.reject(new TypeError('fetch failed'))],
  ['a success that is not JSON', () => new Response('hello')],
])('%s instead of an answer means that the server cannot be reached', async (_, answer) => {
  const { api } = apiThat(answer)
  expect(await caught(api.tasks.list())).toMatchObject({ code: 'server.unreachable' })
})

test('what the asker gave up is not reported as a failure of the server', async () => {
  const { api } = apiThat(() => Promise.reject(new DOMException('gone', 'AbortError')))
  const ended = AbortSignal.abort()
  await expect(api.tasks.list(undefined, { signal: ended })).rejects.toMatchObject({
    name: 'AbortError',
  })
})
