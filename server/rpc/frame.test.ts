import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ProtocolError } from './bytes.ts'
import { type Frame, FrameReader, frameOf, headerSize, payloadOf } from './frame.ts'

const state = frameOf(
  { program: 0x20008086, procedure: 212, type: 'reply', serial: 7, status: 'ok' },
  Buffer.from('0000000100000002', 'hex'),
)
const ping = frameOf({
  program: 0x6b656570,
  procedure: 1,
  type: 'message',
  serial: 0,
  status: 'ok',
})

/** What the reader makes of these chunks, as whole frames in hex. */
function read(...chunks: Buffer[]): string[] {
  const seen: string[] = []
  const reader = new FrameReader((frame) => seen.push(frame.bytes.toString('hex')))
  for (const chunk of chunks) reader.push(chunk)
  return seen
}

const hex = (...frames: Buffer[]) => frames.map((frame) => frame.toString('hex'))

const refusal = (bytes: Buffer): ProtocolError | null => {
  try {
    read(bytes)
    return null
  } catch (cause) {
    if (cause instanceof ProtocolError) return cause
    throw cause
  }
}

const changed = (at: number, word: number) => {
  const copy = Buffer.from(state)
  copy.writeUInt32BE(word, at)
  return copy
}

test('a frame is 28 bytes and a payload', () => {
  expect(state.toString('hex')).toBe(
    [
      '00000024', // length, of all of it
      '20008086', // program: REMOTE
      '00000001', // version
      '000000d4', // procedure: DOMAIN_GET_STATE
      '00000001', // type: REPLY
      '00000007', // serial
      '00000000', // status: OK
      '0000000100000002',
    ].join(''),
  )
})

test('two frames cut at every two places are the same two frames', () => {
  const both = Buffer.concat([state, ping])
  for (let first = 0; first <= both.length; first++) {
    for (let second = first; second <= both.length; second++) {
      const chunks = [both.subarray(0, first), both.subarray(first, second), both.subarray(second)]
      expect(read(...chunks)).toEqual(hex(state, ping))
    }
  }
})

test('frames that come byte by byte are the same frames', () => {
  const bytes = [...Buffer.concat([state, ping, state])].map((byte) => Buffer.of(byte))
  expect(read(...bytes)).toEqual(hex(state, ping, state))
})

test('a frame larger than the first room grows into it', () => {
  const large = frameOf(
    { program: 1, procedure: 1, type: 'stream', serial: 1, status: 'continue' },
    Buffer.alloc(300_000, 7),
  )
  const chunks = Array.from({ length: 301 }, (_, at) => large.subarray(at * 1000, (at + 1) * 1000))
  expect(read(...chunks, ping)).toEqual(hex(large, ping))
})

test('a whole frame in one chunk is handed on without a copy', () => {
  const frames: Frame[] = []
  new FrameReader((frame) => frames.push(frame)).push(Buffer.concat([ping, state]))
  expect(frames.map((frame) => payloadOf(frame).buffer === frames[0]?.bytes.buffer)).toEqual([
    true,
    true,
  ])
})

test('a reader in the middle of a frame says so', () => {
  const reader = new FrameReader(() => {})
  expect(reader.midFrame).toBe(false)
  reader.push(state.subarray(0, 3))
  expect(reader.midFrame).toBe(true)
  reader.push(state.subarray(3))
  expect(reader.midFrame).toBe(false)
})

describe('stray bytes of descriptors', () => {
  const withDescriptors = (count: number) =>
    frameOf(
      { program: 0x20008086, procedure: 343, type: 'reply-with-fds', serial: 3, status: 'ok' },
      Buffer.from(count.toString(16).padStart(8, '0'), 'hex'),
    )

  test('are skipped wherever they are cut, and their count is no payload', () => {
    const all = Buffer.concat([withDescriptors(2), Buffer.alloc(2), ping])
    for (let cut = 0; cut <= all.length; cut++) {
      expect(read(all.subarray(0, cut), all.subarray(cut))).toEqual(hex(withDescriptors(2), ping))
    }
    let size = -1
    const reader = new FrameReader((frame) => {
      size = payloadOf(frame).length
    })
    reader.push(withDescriptors(2))
    expect(size).toBe(0)
  })

  test('may be 32 and not 33', () => {
    expect(refusal(withDescriptors(32))).toBeNull()
    expect(refusal(withDescriptors(33))?.message).toBe('33 descriptors with one frame')
  })
})

test.each([
  ['a length of 27', changed(0, headerSize - 1)],
  ['a length over 32 MiB', changed(0, 32 * 1024 * 1024 + 5)],
  ['a version of 2', changed(8, 2)],
  ['a type of 7', changed(16, 7)],
  ['a negative type', changed(16, 0xffffffff)],
  ['a status of 3', changed(24, 3)],
  ['the answer of a web server', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')],
])('%s is refused, with the first bytes in hex', (_name, bytes) => {
  expect(refusal(bytes)?.excerpt).toBe(bytes.toString('hex', 0, 64))
})

test('a wrong length is refused at its fourth byte', () => {
  const reader = new FrameReader(() => {})
  reader.push(Buffer.from('ffffff', 'hex'))
  expect(() => reader.push(Buffer.of(0xff))).toThrow(ProtocolError)
})

test('a promise of 32 MiB takes no memory before the bytes come', () => {
  const reader = new FrameReader(() => {})
  const before = process.memoryUsage().arrayBuffers
  reader.push(Buffer.from('02000004', 'hex'))
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1024 * 1024)
})

test('no bytes make the reader throw anything but a protocol error', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 100 }), { maxLength: 8 }), (chunks) => {
      try {
        read(...chunks.map((chunk) => Buffer.from(chunk)))
      } catch (cause) {
        expect(cause).toBeInstanceOf(ProtocolError)
      }
    }),
    { numRuns: 2000 },
  )
})
