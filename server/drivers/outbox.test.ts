import { expect, test } from 'vitest'
import type { Domain } from '../../lib/libvirt/domain.ts'
import type { HostEvent } from '../../lib/libvirt/events.ts'
import type { DriverEvent } from './driver.ts'
import { Outbox } from './outbox.ts'

const domain = (uuid: string, state: Domain['state'] = 'running') => ({ uuid, state }) as Domain
const event = (name: string) => ({ name }) as HostEvent

/** What one reader gets once the box has ended. */
async function drained(outbox: Outbox): Promise<DriverEvent[]> {
  outbox.end()
  const got: DriverEvent[] = []
  for await (const one of outbox.read()) got.push(one)
  return got
}

test('what was put first comes first', async () => {
  const outbox = new Outbox()
  outbox.listing([domain('a')])
  outbox.happened(event('one'))
  outbox.changed(domain('a', 'paused'))
  outbox.happened(event('two'))
  outbox.removed('a')
  expect((await drained(outbox)).map(({ type }) => type)).toEqual([
    'listing',
    'happened',
    'happened',
    'removed',
  ])
})

test('of one domain only the newest row waits, behind what happened before it', async () => {
  const outbox = new Outbox()
  outbox.changed(domain('a', 'paused'))
  outbox.happened(event('resumed'))
  outbox.changed(domain('a', 'running'))
  expect(await drained(outbox)).toEqual([
    { type: 'happened', event: event('resumed') },
    { type: 'changed', domain: domain('a', 'running') },
  ])
})

test('a reader that does not read costs no more than the rows and a bounded log', async () => {
  const outbox = new Outbox()
  for (let at = 0; at < 10_000; at++) {
    outbox.happened(event(`${at}`))
    outbox.changed(domain(`${at % 10}`))
  }
  expect(await drained(outbox)).toHaveLength(2_010)
})

test('a reader is woken by what comes later, and ended by the end', async () => {
  const outbox = new Outbox()
  const got: string[] = []
  const reading = (async () => {
    for await (const { type } of outbox.read()) got.push(type)
  })()
  await Promise.resolve()
  outbox.removed('a')
  await Promise.resolve()
  outbox.changed(domain('b'))
  outbox.end()
  await reading
  expect(got).toEqual(['removed', 'changed'])
})

test('what waits is read before a failure is thrown, and nothing is put after the end', async () => {
  const outbox = new Outbox()
  outbox.removed('a')
  outbox.end(new Error('gone'))
  outbox.removed('b')
  const got: DriverEvent[] = []
  const reading = (async () => {
    for await (const one of outbox.read()) got.push(one)
  })()
  await expect(reading).rejects.toThrow('gone')
  expect(got).toEqual([{ type: 'removed', uuid: 'a' }])
})
