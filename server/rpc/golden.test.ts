import { describe, expect, test } from 'vitest'
import { systemClock } from '../../lib/clock.ts'
import { ProtocolError } from './bytes.ts'
import { Channel } from './channel.ts'
import { remoteClient } from './client.ts'
import { describeFrame } from './describe-frame.ts'
import { errorPayload } from './errors.ts'
import { fakeDaemon } from './fake-daemon.ts'
import { type Frame, FrameReader, readFrame } from './frame.ts'
import { goldenCalls } from './golden/calls.ts'
import { errorsGolden } from './golden/errors.ts'
import { eventsGolden } from './golden/events.ts'
import { abridge, bytes, type Golden } from './golden/golden.ts'
import { streamsGolden } from './golden/streams.ts'
import { events, procedures } from './protocol.ts'
import { type Codec, decode, encode } from './xdr.ts'

interface Recorded {
  name: string
  row: { program: number; number: number }
  type: Frame['type']
  codec: Codec<unknown>
  golden: Golden<unknown>
}

const names = Object.keys(goldenCalls) as (keyof typeof goldenCalls)[]
const eventNames = Object.keys(eventsGolden) as (keyof typeof eventsGolden)[]

const recorded: Recorded[] = [
  ...names.flatMap((name): Recorded[] => {
    const row = procedures[name]
    const { call, reply } = goldenCalls[name]
    return [
      { name, row, type: 'call', codec: row.args as Codec<unknown>, golden: call },
      { name, row, type: 'reply', codec: row.reply as Codec<unknown>, golden: reply },
    ]
  }),
  ...eventNames.map((name): Recorded => {
    const row = events[name]
    const codec = row.payload as Codec<unknown>
    return { name, row, type: 'message', codec, golden: eventsGolden[name] }
  }),
]

describe.each(recorded)('$type of $name', ({ row, type, codec, golden }) => {
  const whole = bytes(golden.hex)

  test('has the number of its row', () => {
    const { program, procedure: number, type: read } = readFrame(whole)
    expect({ program, number, type: read }).toEqual({
      program: row.program,
      number: row.number,
      type,
    })
    expect(whole.readUInt32BE(0)).toBe(whole.length)
  })

  test('says what was seen when it was recorded, and is written as the same bytes', () => {
    const value = decode(codec, whole, 28)
    expect(abridge(value)).toEqual(golden.value)
    expect(encode(codec, value).equals(whole.subarray(28))).toBe(true)
  })

  test('says the same cut anywhere and fed in pieces', () => {
    const seen = new Set<string>()
    let frames = 0
    const reader = new FrameReader((frame) => {
      frames++
      seen.add(JSON.stringify(decode(codec, frame.bytes, frame.start)))
    })
    for (let cut = 1; cut < whole.length; cut++) {
      reader.push(whole.subarray(0, cut))
      reader.push(whole.subarray(cut))
    }
    expect(frames).toBe(whole.length - 1)
    expect([...seen]).toEqual([JSON.stringify(decode(codec, whole, 28))])
  })

  test('is refused when its payload is cut short anywhere', () => {
    const accepted: number[] = []
    for (let size = 28; size < whole.length; size++) {
      if (refusal(() => decode(codec, whole.subarray(0, size), 28)) === null) accepted.push(size)
    }
    expect(accepted).toEqual([])
  })
})

function refusal(work: () => unknown): ProtocolError | null {
  try {
    work()
    return null
  } catch (cause) {
    if (cause instanceof ProtocolError) return cause
    throw cause
  }
}

test.each(Object.entries(errorsGolden))(
  'the refusal %s is read as libvirtd meant it',
  (_name, golden) => {
    const whole = bytes(golden.hex)
    expect(readFrame(whole).status).toBe('error')
    expect(decode(errorPayload, whole, 28)).toEqual(golden.value)
    expect(encode(errorPayload, golden.value).equals(whole.subarray(28))).toBe(true)
  },
)

test.each(Object.entries(streamsGolden))('a recorded %s reads as it was', (_name, lines) => {
  for (const line of lines) expect(describeFrame(readFrame(bytes(line.hex)))).toBe(line.says)
})

test('the recorded download, replayed, is a hole and a word', async () => {
  const daemonLines = streamsGolden.download.filter(({ from }) => from === 'daemon')
  const daemon = await fakeDaemon({ storageVolDownload: () => ({}) }, (reply, socket) => {
    const { serial } = readFrame(reply)
    for (const { hex } of daemonLines) {
      const frame = bytes(hex)
      frame.writeUInt32BE(serial, 20)
      socket.write(frame)
    }
  })
  const channel = new Channel(daemon.connect(), { clock: systemClock })
  const vol = { pool: 'images', name: 'sparse.img', key: '/var/lib/libvirt/images/sparse.img' }
  const asked = { vol, offset: 0, length: 0, flags: 1 }
  const { stream } = await remoteClient(channel).storageVolDownload(asked)
  const pieces: unknown[] = []
  for await (const piece of stream.pieces()) pieces.push(piece)
  expect(pieces).toEqual([{ hole: 1024 * 1024 }, Buffer.from('end')])
  channel.close()
  await daemon.close()
})
