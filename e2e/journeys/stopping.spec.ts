import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { WebSocket } from 'ws'
import { root } from '../root.ts'
import { type OwnServer, startServer } from './server.ts'

const administrator = { name: 'Ada', password: 'a stream in the hills' }

let own: OwnServer
test.beforeEach(async () => {
  own = await startServer()
})
test.afterEach(() => own.remove())

const post = (target: string, body: unknown, cookie = '') =>
  fetch(`${own.origin}/api${target}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: own.origin, cookie },
    body: JSON.stringify(body),
  })

/** The first administrator, and the cookie they got. */
async function enter(): Promise<string> {
  const token = own.link?.split('#claim=')[1]
  const answer = await post('/session/claim', { token, ...administrator })
  return answer.headers.get('set-cookie')?.split(';')[0] ?? ''
}

const connections = async (cookie: string) => {
  const answer = await fetch(`${own.origin}/api/connections`, { headers: { cookie } })
  return (await answer.json()) as { uri: string }[]
}

test('SIGTERM tells the browsers, ends with 0 within ten seconds and loses nothing', async () => {
  const cookie = await enter()
  await post('/connections', { uri: 'test:///default', autoconnect: true }, cookie)
  const live = `${own.origin.replace('http', 'ws')}/api/live`
  const socket = new WebSocket(live, { origin: own.origin, headers: { cookie } })
  await once(socket, 'message')
  const closed = once(socket, 'close')
  const asked = Date.now()
  expect(await own.stop()).toBe(0)
  expect(Date.now() - asked).toBeLessThan(10_000)
  expect((await closed)[0]).toBe(1001)
  own = await startServer({}, own.dataFolder)
  expect(await connections(cookie)).toMatchObject([{ uri: 'test:///default' }])
})

test('SIGTERM is not held up by a browser that never answers', async () => {
  const cookie = await enter()
  const live = `${own.origin.replace('http', 'ws')}/api/live`
  const socket = new WebSocket(live, { origin: own.origin, headers: { cookie } })
  await once(socket, 'message')
  socket.pause()
  const asked = Date.now()
  expect(await own.stop()).toBe(0)
  expect(Date.now() - asked).toBeLessThan(10_000)
  socket.terminate()
})

test('what was acknowledged before a kill -9 is there after it', async () => {
  const cookie = await enter()
  const opened = await post('/connections', { uri: 'test:///default', name: 'kept' }, cookie)
  expect(opened.status).toBe(200)
  process.kill(own.pid, 'SIGKILL')
  await own.stop()
  own = await startServer({}, own.dataFolder)
  expect(await connections(cookie)).toMatchObject([{ uri: 'test:///default', name: 'kept' }])
  const audit = await fetch(`${own.origin}/api/audit`, { headers: { cookie } })
  expect(await audit.json()).toMatchObject({
    intact: true,
    rows: [{ verb: 'connection.open' }, {}],
  })
})

test('wrong settings and a port that is taken are each told in a line', async () => {
  const start = async (env: Record<string, string>) => {
    const main = path.join(root, 'dist/server/main.js')
    const child = spawn(process.execPath, [main], { env: { ...process.env, ...env } })
    let said = ''
    child.stderr.on('data', (chunk) => {
      said += chunk
    })
    const [code] = await once(child, 'exit')
    return { code, said }
  }
  const wrong = await start({ OIRASE_PORT: 'http', OIRASE_LOG: 'loud' })
  expect(wrong.code).toBe(2)
  expect(wrong.said.trim().split('\n')).toEqual([
    expect.stringContaining('OIRASE_PORT'),
    expect.stringContaining('OIRASE_LOG'),
  ])
  const { port } = new URL(own.origin)
  const taken = await start({ OIRASE_PORT: port, OIRASE_DATA: `${own.dataFolder}/other` })
  expect(taken.code).toBe(1)
  expect(taken.said).toContain(`port ${port} of 127.0.0.1 is taken`)
})
