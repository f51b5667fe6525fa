import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemClock } from '../../lib/clock.ts'
import { ProtocolError } from './bytes.ts'
import { Channel } from './channel.ts'
import { remoteClient } from './client.ts'
import { type FakeDaemon, type FakeHandlers, fakeDaemon } from './fake-daemon.ts'
import { goldenCalls, unheardCalls, unheardEvents } from './golden/calls.ts'
import { eventsGolden } from './golden/events.ts'
import { type EventName, events, type ProcedureName, procedures } from './protocol.ts'
import type { EventRow, Marks, Procedure } from './row.ts'
import { type Codec, decode, encode, type Shape } from './xdr.ts'

const names = Object.keys(procedures) as ProcedureName[]
const eventNames = Object.keys(events) as EventName[]
const rowOf = (name: ProcedureName) => procedures[name] as Procedure<unknown, unknown, Marks>
const eventRowOf = (name: EventName) => events[name] as EventRow<unknown>

/** A value for every row, recorded or, where nothing could be, made up. */
const samples = new Map<string, { args: unknown; reply: unknown }>([
  ...Object.entries(goldenCalls).map(
    ([name, { call, reply }]) => [name, { args: call.value, reply: reply.value }] as const,
  ),
  ...Object.entries(unheardCalls),
])
const eventSamples = new Map<string, unknown>([
  ...Object.entries(eventsGolden).map(([name, { value }]) => [name, value] as const),
  ...Object.entries(unheardEvents).map(([name, { payload }]) => [name, payload] as const),
])

describe('the tables', () => {
  test('name every number once', () => {
    const numbers = [...names.map(rowOf), ...eventNames.map(eventRowOf)].map(
      ({ program, number }) => `${program}:${number}`,
    )
    expect(new Set(numbers).size).toBe(numbers.length)
  })

  test('have a sample for every row and no other', () => {
    expect([...samples.keys()].sort()).toEqual([...names].sort())
    expect([...eventSamples.keys()].sort()).toEqual([...eventNames].sort())
  })

  test('number the domain events as registering does, without a gap', () => {
    const ids = eventNames.filter((name) => /^domain/.test(name)).map((name) => events[name].id)
    expect(ids.sort((a, b) => Number(a) - Number(b))).toEqual(ids.map((_id, at) => at))
  })

  test('mark as changing only what needs the right to write', () => {
    const wrong = names.filter((name) => rowOf(name).marks.changes && !rowOf(name).marks.write)
    expect(wrong).toEqual([])
  })
})

describe('every row', () => {
  const handlers = Object.fromEntries(
    names.map((name) => [name, () => samples.get(name)?.reply]),
  ) as FakeHandlers
  let daemon: FakeDaemon
  let channel: Channel
  beforeAll(async () => {
    daemon = await fakeDaemon(handlers)
    channel = new Channel(daemon.connect(), { clock: systemClock })
  })
  afterAll(async () => {
    channel.close()
    await daemon.close()
  })

  test.each(names)('%s goes there and back over a socket', async (name) => {
    const remote = remoteClient(channel) as Record<string, (args: unknown) => Promise<unknown>>
    const { args, reply } = samples.get(name)!
    const answer = await remote[name]!(args)
    expect(daemon.calls.at(-1)).toEqual({ name, args })
    const stream = expect.anything()
    expect(answer).toEqual(rowOf(name).marks.stream ? { reply, stream } : reply)
  })

  test.each(eventNames)('%s reaches its subscriber', async (name) => {
    const row = eventRowOf(name)
    const arrived = new Promise((resolve) => channel.on(row, resolve))
    daemon.emit(row, eventSamples.get(name))
    expect(await arrived).toEqual(eventSamples.get(name))
  })
})

describe('any value and any bytes', () => {
  const codecs: [string, Codec<unknown>][] = [
    ...names.flatMap((name): [string, Codec<unknown>][] => [
      [`args of ${name}`, rowOf(name).args],
      [`reply of ${name}`, rowOf(name).reply],
    ]),
    ...eventNames.map((name): [string, Codec<unknown>] => [name, eventRowOf(name).payload]),
  ]

  test.each(codecs)('%s', (_name, codec) => {
    fc.assert(
      fc.property(anyOf(codec.shape), (value) => {
        const bytes = encode(codec, value)
        expect(bytes.length).toBeGreaterThanOrEqual(codec.least)
        expect(decode(codec, bytes)).toEqual(value)
      }),
      { numRuns: 20 },
    )
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          decode(codec, Buffer.from(bytes))
        } catch (cause) {
          expect(cause).toBeInstanceOf(ProtocolError)
        }
      }),
      { numRuns: 50 },
    )
  })
})

const string = (max: number) => fc.string({ unit: 'grapheme', maxLength: Math.min(max, 12) })
const octets = (max: number) =>
  fc.uint8Array({ maxLength: Math.min(max, 20) }).map((bytes) => Buffer.from(bytes))

/** Values of a shape, of every size that is worth trying. */
function anyOf(shape: Shape): fc.Arbitrary<unknown> {
  switch (shape.kind) {
    case 'u32':
      return fc.nat(0xffffffff)
    case 'i32':
      return fc.integer()
    case 'u64':
      return fc.maxSafeNat()
    case 'i64':
      return fc.maxSafeInteger()
    case 'double':
      return fc.double({ noNaN: true })
    case 'flag':
      return fc.boolean()
    case 'uuid':
      return fc.uuid()
    case 'text':
    case 'char-text':
      return string(shape.max).filter((text) => Buffer.byteLength(text) <= shape.max)
    case 'opaque':
    case 'chars':
      return octets(shape.max)
    case 'list':
      return fc.array(anyOf(shape.of), { maxLength: Math.min(shape.max, 4) })
    case 'optional':
      return fc.option(anyOf(shape.of))
    case 'struct':
      return fc.record(
        Object.fromEntries(Object.entries(shape.fields).map(([name, of]) => [name, anyOf(of)])),
        { noNullPrototype: true },
      )
    case 'typed-param':
      return anyTypedParam
  }
}

const field = fc.string({ maxLength: 20 }).filter((name) => !name.includes('\0'))
const number = (type: string, value: fc.Arbitrary<unknown>) =>
  fc.record({ field, type: fc.constant(type), value }, { noNullPrototype: true })
/** What does not fit a number exactly. */
const beyond = (value: bigint) => !Number.isSafeInteger(Number(value))

const anyTypedParam = fc.oneof(
  number('int', fc.integer()),
  number('uint', fc.nat(0xffffffff)),
  number('llong', fc.maxSafeInteger()),
  number('llong', fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n).filter(beyond)),
  number('ullong', fc.maxSafeNat()),
  number('ullong', fc.bigInt(0n, 2n ** 64n - 1n).filter(beyond)),
  number('double', fc.double({ noNaN: true })),
  number('boolean', fc.boolean()),
  number('string', string(12)),
)
