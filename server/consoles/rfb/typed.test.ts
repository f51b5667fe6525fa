import { expect, test } from 'vitest'
import { Typed } from './typed.ts'

const bytes = (...values: (number | Buffer)[]) =>
  Buffer.concat(values.map((value) => (Buffer.isBuffer(value) ? value : Buffer.of(value))))
const zeros = (count: number) => Buffer.alloc(count)
const u32 = (value: number) => {
  const buffer = Buffer.alloc(4)
  buffer.writeInt32BE(value)
  return buffer
}

const looking = {
  shared: bytes(1),
  SetPixelFormat: bytes(0, zeros(19)),
  SetEncodings: bytes(2, 0, 0, 2, zeros(8)),
  FramebufferUpdateRequest: bytes(3, zeros(9)),
  EnableContinuousUpdates: bytes(150, zeros(9)),
  ClientFence: bytes(248, zeros(7), 3, zeros(3)),
}
const acting = {
  KeyEvent: bytes(4, zeros(7)),
  PointerEvent: bytes(5, zeros(5)),
  ClientCutText: bytes(6, zeros(3), u32(5), Buffer.from('paste')),
  'an extended ClientCutText': bytes(6, zeros(3), u32(-6), zeros(6)),
  xvp: bytes(250, zeros(3)),
  SetDesktopSize: bytes(251, zeros(5), 1, 0, zeros(16)),
  'an extended KeyEvent': bytes(255, 0, zeros(10)),
}
const all = { ...looking, ...acting }

/** What passes when the bytes come in pieces of that size. */
function passed(said: Buffer, mayType: boolean, size = said.length): Buffer {
  const typed = new Typed(() => mayType)
  const out: Buffer[] = []
  typed.on('data', (piece: Buffer) => out.push(piece))
  for (let at = 0; at < said.length; at += size) typed.write(said.subarray(at, at + size))
  return Buffer.concat(out)
}

const whole = Buffer.concat(Object.values(all))

test.each([1, 2, 3, 5, 7, 64, whole.length])(
  'all of it passes for who types, cut every %i bytes',
  (size) => {
    expect(passed(whole, true, size)).toEqual(whole)
  },
)

test.each([1, 2, 3, 5, 7, 64, whole.length])(
  'a watcher looks and never acts, cut every %i bytes',
  (size) => {
    expect(passed(whole, false, size)).toEqual(Buffer.concat(Object.values(looking)))
  },
)

test.each([
  ['a type that nobody knows', bytes(1, 77), 'request.invalid'],
  ['a clipboard without end', bytes(1, 6, zeros(3), u32(2 ** 30)), 'request.too-large'],
])('%s ends it', async (_, said, code) => {
  const typed = new Typed(() => true)
  const failed = new Promise((resolve) => typed.on('error', resolve))
  typed.write(said)
  expect(await failed).toMatchObject({ code })
})
