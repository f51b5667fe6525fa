import { expect, test } from 'vitest'
import { ByteChannel } from './byte-channel.ts'

const bytes = (...values: number[]) => new Uint8Array(values).buffer
const heard = (channel: ByteChannel) => {
  const values: number[] = []
  channel.onmessage = ({ data }) => values.push(...new Uint8Array(data))
  return values
}

test('what came before anybody listened is heard first, in order', async () => {
  const channel = new ByteChannel(() => {})
  channel.deliver(bytes(1))
  channel.deliver(bytes(2))
  const values = heard(channel)
  channel.deliver(bytes(3))
  await Promise.resolve()
  channel.deliver(bytes(4))
  expect(values).toEqual([1, 2, 3, 4])
})

test('what is sent stays as it was, whatever becomes of the sender’s buffer', () => {
  const sent: Uint8Array[] = []
  const channel = new ByteChannel((one) => sent.push(one))
  const buffer = new Uint8Array([7])
  channel.send(buffer)
  buffer[0] = 9
  expect([...sent[0]!]).toEqual([7])
})

test('the end is told once', () => {
  const channel = new ByteChannel(() => {})
  let ends = 0
  channel.onclose = () => {
    ends += 1
  }
  channel.end()
  channel.close()
  expect([ends, channel.readyState]).toEqual([1, 'closed'])
})

test('whoever cannot bear what came ends it, once, and nobody else is hurt', () => {
  const causes: unknown[] = []
  const channel = new ByteChannel(
    () => undefined,
    (cause) => causes.push(cause),
  )
  let closed = 0
  channel.onclose = () => {
    closed += 1
  }
  channel.onmessage = () => {
    throw new Error('too much')
  }
  channel.deliver(new ArrayBuffer(1))
  channel.deliver(new ArrayBuffer(1))
  return Promise.resolve().then(() => {
    expect([causes.map(String), closed]).toEqual([['Error: too much'], 1])
  })
})
