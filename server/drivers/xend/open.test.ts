import { Duplex } from 'node:stream'
import { expect, test } from 'vitest'
import { FakeClock } from '../../../lib/fake-clock.ts'
import type { Dial } from '../../../lib/libvirt/plan-types.ts'
import { unattended } from '../../../lib/libvirt/unattended.ts'
import type { Milliseconds } from '../../../lib/units.ts'
import type { Redial } from '../../transport/redial.ts'
import { openXend } from './open.ts'
import { answer } from './raw-host.ts'

type State = 'running' | 'paused' | 'halted'

/** A xend of that config format with these domains, within this process: it answers at once. */
function xend(domains: readonly State[], format: number) {
  const those = (is: (state: State) => boolean) =>
    domains.flatMap((state, at) => (is(state) ? [at] : []))
  const tell = (at: number): string => {
    const uuid = `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`
    const active = domains[at] === 'halted' ? '' : `(domid ${at + 1})(state ${bits(domains[at])})`
    return `(domain ${active}(name guest-${at})(uuid ${uuid})(memory 64)(vcpus 1))`
  }
  return (path: string): string => {
    const [, name] = /^\/xend\/domain\/guest-(\d+)/.exec(path) ?? []
    if (name !== undefined) return tell(Number(name))
    if (path.startsWith('/xend/node')) return `(node (nr_cpus 4)(xend_config_format ${format}))`
    if (path.includes('detail=1')) {
      return `(${those((state) => format < 3 || state === 'running').map(tell)})`.replaceAll(
        ',',
        '',
      )
    }
    const [, wanted = 'all'] = /state=(\w+)/.exec(path) ?? []
    const names = those((state) => wanted === 'all' || state === wanted)
    return `(${names.map((at) => `guest-${at}`).join(' ')})`
  }
}

const bits = (state: State | undefined): string => (state === 'paused' ? '--p---' : 'r-----')

const never = new AbortController().signal
const plan: Dial = {
  ...{ driver: 'xend', transport: 'http', host: 'old', port: 8000 },
  ...{ user: null, socket: null, remoteName: null, options: {} },
}

/** It opened and watched, by a clock that stands still, and when each request came. */
async function watched(domains: readonly State[], format: number) {
  const clock = new FakeClock()
  const requests: Milliseconds[] = []
  const tell = xend(domains, format)
  const dial = async () => {
    const stream: Duplex = new Duplex({
      read: () => {},
      write: (bytes: Buffer, _, done) => {
        requests.push(clock.now())
        stream.push(answer(tell(String(bytes).split(' ')[1] ?? '')))
        done()
      },
    })
    return { stream, close: () => void stream.destroy() }
  }
  const redial: Redial = { dial, ended: new Promise(() => {}), close: () => {} }
  const options = { readOnly: false, signal: never, progress: () => {}, asker: unattended }
  const driver = await openXend(plan, async () => redial, options, clock)
  const listed: number[] = []
  void (async () => {
    for await (const event of driver.watch(never)) {
      if (event.type === 'listing') listed.push(event.domains.length)
    }
  })()
  return { clock, requests, driver, listed }
}

const states = (running: number, paused: number, halted: number): State[] =>
  Object.entries({ running, paused, halted }).flatMap(([state, count]) =>
    Array.from({ length: count }, () => state as State),
  )

/** As the server measures every open host. */
const figuresEvery: Milliseconds = 2_000

test.each<[string, State[], format: number]>([
  ['200 that run', states(200, 0, 0), 4],
  ['some of each kind', states(120, 40, 40), 4],
  ['many that do not run', states(10, 0, 190), 3],
  ['200 of an old xend', states(200, 0, 0), 1],
])('%s cost at most two requests a second while nothing changes', async (_, domains, format) => {
  const { clock, requests, driver, listed } = await watched(domains, format)
  await clock.advance(30_000)
  expect(listed).toEqual([200])
  requests.length = 0
  for (let measured = 0; measured < 30; measured += 1) {
    await clock.advance(figuresEvery)
    await driver.stats?.sample(never)
  }
  await driver.close()
  expect(requests.length).toBeGreaterThan(20)
  for (const from of requests) {
    const span = requests.filter((at) => at >= from && at < from + 5_000)
    expect(span.length).toBeLessThanOrEqual(2 * 5)
  }
  expect(clock.sleeping).toBe(0)
})

test('nor do they cost more while one of them is never at rest', async () => {
  const domains = states(150, 25, 25)
  const { clock, requests, driver } = await watched(domains, 4)
  await clock.advance(30_000)
  requests.length = 0
  for (let second = 0; second < 60; second += 1) {
    domains[0] = domains[0] === 'running' ? 'paused' : 'running'
    await clock.advance(1_000)
  }
  await driver.close()
  expect(requests.length).toBeGreaterThan(30)
  expect(requests.length).toBeLessThanOrEqual(2 * 60)
})
