import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { connect, createServer, type TLSSocket } from 'node:tls'
import { afterEach, expect, test } from 'vitest'
import { separateRecords } from './records.ts'

const psk = Buffer.alloc(32, 1)
const common = { ciphers: 'PSK', maxVersion: 'TLSv1.2' } as const
const ends: (() => void)[] = []
afterEach(() => {
  for (const end of ends.splice(0).reverse()) end()
})

/** A line and what comes out at its far end, one text a record. */
async function line() {
  const records: string[] = []
  const server = createServer({ ...common, pskCallback: () => psk }, (socket) => {
    socket.on('error', () => {}).on('data', (data: Buffer) => records.push(data.toString()))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const near: TLSSocket = connect({
    ...common,
    port,
    host: '127.0.0.1',
    pskCallback: () => ({ psk, identity: 'us' }),
    checkServerIdentity: () => undefined,
  })
  ends.push(
    () => server.close(),
    () => near.destroy(),
  )
  await once(near, 'secureConnect')
  const send = () => {
    near.cork()
    for (const word of ['one', 'two', 'three']) near.write(word)
    near.uncork()
    near.write('four')
    near.write('five')
  }
  return { near, send, records }
}

test('messages that leave together travel in a record each', async () => {
  const { near, send, records } = await line()
  separateRecords(near)
  send()
  await expect.poll(() => records).toEqual(['one', 'two', 'three', 'four', 'five'])
})

test('without that they would not', async () => {
  const { send, records } = await line()
  send()
  await expect.poll(() => records.join('')).toBe('onetwothreefourfive')
  expect(records.length).toBeLessThan(5)
})
