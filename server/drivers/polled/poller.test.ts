import { expect, test } from 'vitest'
import { Failure } from '../../../lib/failure.ts'
import { FakeClock } from '../../../lib/fake-clock.ts'
import type { Domain } from '../../../lib/libvirt/domain.ts'
import type { DriverEvent } from '../driver.ts'
import { Poller } from './poller.ts'

const web: Domain = {
  ...{ uuid: '6e1f4d3a-0b51-4c8e-9f3b-1d2c3b4a5f60', name: 'web', id: 3, state: 'running' },
  ...{ reason: 'unknown', persistent: true, autostart: false, managedSave: false },
  ...{ vcpus: 1, memory: 1024, maxMemory: 1024, details: null },
}
const off: Domain = { ...web, id: null, state: 'shutoff' }

/** A host whose domains a test decides, and a reader of all that is told of them. */
function host(domains: Domain[] = [web]) {
  const clock = new FakeClock()
  const world = { domains, failure: null as Failure | null, looks: 0 }
  const look = async () => {
    world.looks += 1
    if (world.failure !== null) throw world.failure
    return { domains: world.domains, rest: 500 }
  }
  const poller = new Poller({ look, clock })
  const told: string[] = []
  const signal = new AbortController().signal
  const reading = (async () => {
    for await (const event of poller.watch(signal)) told.push(wordsOf(event))
  })()
  return { clock, world, poller, told, reading }
}

const wordsOf = (event: DriverEvent): string =>
  event.type === 'happened' ? `${event.event.event} ${event.event.detail}`.trim() : event.type

const becomes: [string, Domain[], Domain[], string[]][] = [
  ['one that comes', [], [web], ['changed', 'defined added', 'started']],
  ['one that goes', [web], [], ['removed', 'stopped', 'undefined removed']],
  ['one that stops', [web], [off], ['changed', 'stopped']],
  ['one found to be kept', [{ ...web, persistent: false }], [off], ['changed', 'stopped']],
  ['one that starts', [off], [web], ['changed', 'started']],
  [
    'one that starts paused',
    [off],
    [{ ...web, state: 'paused' }],
    ['changed', 'started', 'suspended paused'],
  ],
  ['one that is paused', [web], [{ ...web, state: 'paused' }], ['changed', 'suspended paused']],
  ['one that goes on', [{ ...web, state: 'paused' }], [web], ['changed', 'resumed unpaused']],
  [
    'one that crashes and stays',
    [web],
    [{ ...web, state: 'crashed' }],
    ['changed', 'crashed panicked'],
  ],
  ['one that has begun anew', [web], [{ ...web, id: 4 }], ['changed', 'stopped', 'started']],
  ['another name', [web], [{ ...web, name: 'www' }], ['changed', 'defined renamed']],
  ['another definition', [off], [{ ...off, vcpus: 2 }], ['changed', 'defined updated']],
  ['memory that is given back', [web], [{ ...web, memory: 512 }], ['changed']],
]

test.each(becomes)('%s is told as by events', async (_, before, after, expected) => {
  const { clock, world, told } = host(before)
  await clock.advance(0)
  world.domains = after
  await clock.advance(5_000)
  expect(told).toEqual(['listing', ...expected])
})

test('an end that was asked for says by what', async () => {
  const { clock, world, told, poller } = host()
  await clock.advance(0)
  poller.expect(web.uuid, 'destroyed')
  world.domains = [off]
  await clock.advance(5_000)
  expect(told).toContain('stopped destroyed')
})

test('where nothing changes it looks every five seconds, after a change every second', async () => {
  const { clock, world } = host()
  await clock.advance(60_000)
  world.looks = 0
  await clock.advance(50_000)
  expect(world.looks).toBe(10)
  world.domains = [off]
  await clock.advance(5_000)
  world.looks = 0
  await clock.advance(4_000)
  expect(world.looks).toBeGreaterThanOrEqual(3)
})

test('somebody in a hurry waits for nothing', async () => {
  const { clock, world, poller } = host()
  await clock.advance(60_000)
  world.looks = 0
  poller.hurry()
  await clock.advance(0)
  expect(world.looks).toBe(1)
})

test('a look that somebody else asked for is one less', async () => {
  const { clock, world, poller } = host()
  await clock.advance(60_000)
  world.looks = 0
  for (let asked = 0; asked < 10; asked += 1) {
    await poller.rows(1_000)
    await clock.advance(2_000)
  }
  expect(world.looks).toBeLessThanOrEqual(11)
})

test('a refusal now and then is borne, three in a row end it', async () => {
  const { clock, world, poller, reading } = host()
  await clock.advance(0)
  world.failure = new Failure('host.refused', 'trips')
  await clock.advance(6_000)
  world.failure = null
  await clock.advance(6_000)
  world.failure = new Failure('host.refused', 'falls')
  await clock.advance(30_000)
  expect(await poller.ended).toMatchObject({ detail: 'falls' })
  await reading
  expect(clock.sleeping).toBe(0)
})

test('what is closed looks no more and leaves nothing behind', async () => {
  const { clock, poller, reading } = host()
  await clock.advance(0)
  poller.end()
  await reading
  expect(await poller.ended).toBeNull()
  expect(clock.sleeping).toBe(0)
})
