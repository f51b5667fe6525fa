import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { systemClock } from '../../lib/clock.ts'
import { type ServerMessage, serverMessage } from '../../lib/contract/live.ts'
import { Connections } from '../connections/connections.ts'
import { FakeDriver, fakeDomain, fakeUuid } from '../connections/fake-driver.ts'
import { forgetful, memoryStore, savedConnection } from '../connections/memory-store.ts'
import { Questions } from '../connections/questions.ts'
import { quiet } from '../connections/quiet-log.ts'
import { Hub } from './hub.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

/** A hub behind a real websocket server, over one connection of `count` domains. */
async function world(count: number) {
  const driver = new FakeDriver(Array.from({ length: count }, (_, at) => fakeDomain(at)))
  const questions = new Questions({ clock: systemClock, log: quiet })
  const connections = new Connections({
    store: memoryStore([savedConnection({ autoconnect: true })]).store,
    openDriver: async () => driver,
    surroundings: async () => ({ uid: 0, env: {}, libvirtConf: null, sockets: [], showcase: '' }),
    questions,
    credentials: forgetful,
    clock: systemClock,
    log: quiet,
  })
  const nobody = { subscribe: () => () => {} }
  const hub = new Hub({
    connections,
    stats: nobody,
    tasks: nobody,
    questions,
    clock: systemClock,
    log: quiet,
    build: 'test',
  })
  const http = createServer()
  const sockets = new WebSocketServer({ server: http })
  const accepted: WebSocket[] = []
  sockets.on('connection', (socket) => {
    accepted.push(socket)
    hub.accept(socket, {
      person: { id: 'ada', name: 'Ada', grants: [], createdAt: 0 },
      may: () => true,
      onChange: () => () => {},
    })
  })
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  await connections.start()
  ends.push(
    () => http.close(),
    () => sockets.close(),
    () => connections.stop(),
    () => hub.close(),
  )
  const { port } = http.address() as AddressInfo
  const join = async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}`)
    ends.push(() => socket.terminate())
    const heard: ServerMessage[] = []
    socket.on('message', (data) => heard.push(serverMessage.parse(JSON.parse(data.toString()))))
    await once(socket, 'open')
    await expect.poll(() => heard.length).toBeGreaterThan(1)
    socket.send('{"type":"watch","connection":"one"}')
    return { socket, heard }
  }
  return { driver, join, accepted }
}

const vcpusOf = (message: ServerMessage | undefined, uuid: string) =>
  message !== undefined && 'domains' in message
    ? message.domains.flatMap((row) => ('vcpus' in row && row.uuid === uuid ? row.vcpus : []))[0]
    : undefined

test('a browser that stops reading costs a bounded buffer and catches up when it reads again', async () => {
  const { driver, join, accepted } = await world(10_000)
  const slow = await join()
  const quick = await join()
  await expect.poll(() => slow.heard.some(({ type }) => type === 'listing')).toBe(true)
  await expect.poll(() => quick.heard.some(({ type }) => type === 'listing')).toBe(true)
  slow.socket.pause()
  const buffered: number[] = []
  for (let round = 0; round < 60; round += 1) {
    slow.socket.send('{"type":"watch","connection":"one"}')
    driver.change(fakeDomain(1, { vcpus: round + 3 }))
    await systemClock.sleep(10)
    buffered.push(accepted[0]?.bufferedAmount ?? 0)
  }
  await expect.poll(() => vcpusOf(quick.heard.at(-1), fakeUuid(1))).toBe(62)
  const listing = JSON.stringify(quick.heard.find(({ type }) => type === 'listing')).length
  expect(Math.max(...buffered)).toBeGreaterThan(0)
  expect(Math.max(...buffered)).toBeLessThan(listing + 1e6)
  slow.socket.resume()
  await expect.poll(() => vcpusOf(slow.heard.at(-1), fakeUuid(1)), { timeout: 10_000 }).toBe(62)
})
