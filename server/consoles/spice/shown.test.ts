import { expect, test } from 'vitest'
import { SpiceShown } from './shown.ts'

const [main, display, cursor] = [1, 2, 4]
const surfaceCreate = 314

/** A message with the short head, or with the old one. */
function message(type: number, body: Buffer, mini: boolean, size = body.length): Buffer {
  const head = Buffer.alloc(mini ? 6 : 18)
  head.writeUInt16LE(type, mini ? 0 : 8)
  head.writeUInt32LE(size, mini ? 2 : 10)
  return Buffer.concat([head, body])
}
const surface = (width: number, height: number) => {
  const body = Buffer.alloc(20)
  body.writeUInt32LE(width, 4)
  body.writeUInt32LE(height, 8)
  return body
}

function shown(channel: number, mini: boolean, said: Buffer, size = said.length) {
  const walk = new SpiceShown({ channel, mini })
  const out: Buffer[] = []
  let failed: unknown = null
  walk.on('data', (piece: Buffer) => out.push(piece))
  walk.on('error', (cause) => {
    failed = cause
  })
  for (let at = 0; at < said.length; at += size) walk.write(said.subarray(at, at + size))
  return { text: () => Buffer.concat(out), failed: () => failed }
}

test.each([true, false])('a display that means well is shown as it is (short: %s)', (mini) => {
  const said = Buffer.concat([
    message(4, Buffer.alloc(12), mini),
    message(surfaceCreate, surface(1_024, 768), mini),
    message(304, Buffer.alloc(500), mini),
    message(102, Buffer.alloc(0), mini),
  ])
  for (const size of [1, 2, 7, 64, said.length]) {
    expect(shown(display, mini, said, size).text().equals(said)).toBe(true)
  }
})

test.each([
  ['a screen', display, surfaceCreate, surface(65_535, 65_535), 20],
  ['a screen of odd numbers', display, surfaceCreate, surface(0xffffffff, 0xffffffff), 20],
  ['a picture', display, 304, Buffer.alloc(0), 0xffffffff],
  ['words', main, 109, Buffer.alloc(0), 1 << 30],
  ['a pointer', cursor, 103, Buffer.alloc(0), 1 << 24],
] as const)('%s that a page could not bear ends it', async (_, channel, type, body, size) => {
  for (const mini of [true, false]) {
    const { failed } = shown(channel, mini, message(type, body, mini, size))
    await expect.poll(failed).toMatchObject({ code: 'host.broke-protocol' })
  }
})
