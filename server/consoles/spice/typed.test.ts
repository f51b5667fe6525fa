import { expect, test } from 'vitest'
import type { SpiceLink } from './link.ts'
import { SpiceTyped } from './typed.ts'

const [main, display, inputs, cursor] = [1, 2, 3, 4]

/** A message with the short head, or with the old one: a serial number before, and where its parts begin after. */
function message(type: number, body: string, mini: boolean): Buffer {
  const head = Buffer.alloc(mini ? 6 : 18)
  head.writeUInt16LE(type, mini ? 0 : 8)
  head.writeUInt32LE(body.length, mini ? 2 : 10)
  return Buffer.concat([head, Buffer.from(body)])
}

/** What passes when the bytes come in pieces of that size. */
function passed(link: SpiceLink, said: Buffer, mayType = false, size = said.length): Buffer {
  const typed = new SpiceTyped(link, () => mayType)
  for (let at = 0; at < said.length; at += size) typed.write(said.subarray(at, at + size))
  return typed.read() ?? Buffer.alloc(0)
}

const [pong, keyDown, mousePosition, agentData, attachChannels] = [3, 101, 112, 107, 104]

test.each([true, false])('who watches types nothing, wherever it is cut (short: %s)', (mini) => {
  const kept = [message(pong, 'twelve bytes', mini), message(1, '', mini)]
  const dropped = [message(keyDown, 'abcd', mini), message(mousePosition, 'somewhere', mini)]
  const said = Buffer.concat([kept[0], dropped[0], dropped[1], kept[1], dropped[0]] as Buffer[])
  const link = { channel: inputs, mini }
  for (let size = 1; size <= said.length; size += 1) {
    expect(passed(link, said, false, size)).toEqual(Buffer.concat(kept))
    expect(passed(link, said, true, size)).toEqual(said)
  }
})

test('of the main channel only what goes to the agent in the guest acts', () => {
  const asks = message(attachChannels, '', true)
  const said = Buffer.concat([asks, message(agentData, 'a clipboard', true), asks])
  const link = { channel: main, mini: true }
  expect(passed(link, said)).toEqual(Buffer.concat([asks, asks]))
  expect(passed(link, said, true)).toEqual(said)
})

test.each([display, cursor])('all of channel %i is looking', (channel) => {
  const said = Buffer.concat([message(101, 'caches', true), message(agentData, 'x', true)])
  expect(passed({ channel, mini: true }, said)).toEqual(said)
})

test('a right lost in the middle of a message does not cut it', () => {
  let may = true
  const typed = new SpiceTyped({ channel: inputs, mini: true }, () => may)
  const key = message(keyDown, 'abcd', true)
  typed.write(key.subarray(0, 7))
  may = false
  typed.write(Buffer.concat([key.subarray(7), key]))
  expect(typed.read()).toEqual(key)
})

test('a message of megabytes is refused', async () => {
  const typed = new SpiceTyped({ channel: main, mini: true }, () => true)
  const failed = new Promise((resolve) => typed.once('error', resolve))
  typed.write(Buffer.from('6b00ffffffff', 'hex'))
  expect(await failed).toMatchObject({ code: 'request.too-large' })
})
