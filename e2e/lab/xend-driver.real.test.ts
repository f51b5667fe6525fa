import { afterEach, describe, expect, test } from 'vitest'
import { systemClock } from '../../lib/clock.ts'
import type { Domain } from '../../lib/libvirt/domain.ts'
import { planFor } from '../../lib/libvirt/plan.ts'
import { isRefused } from '../../lib/libvirt/plan-types.ts'
import { unattended } from '../../lib/libvirt/unattended.ts'
import { parseUri } from '../../lib/libvirt/uri.ts'
import type { Driver, DriverEvent } from '../../server/drivers/driver.ts'
import { openXend } from '../../server/drivers/xend/open.ts'
import { openFence } from '../../server/transport/address-fence.ts'
import { redialFor } from '../../server/transport/redial.ts'
import { ownSurrounds } from '../../server/transport/surrounds.ts'
import { manyGuests } from './xend/guests.ts'
import { versions, type XendVersion } from './xend/personality.ts'
import { type FakeXend, startXend, type XendOptions } from './xend/start-xend.ts'

const openRedial = redialFor(ownSurrounds({ env: {}, fence: openFence }))
const ending: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end()
})

async function start(options: Partial<XendOptions> & { personality: XendVersion }) {
  const xend = await startXend({ listen: { port: 0 }, ...options })
  ending.push(() => xend.stop())
  return xend
}

async function open(xend: FakeXend, readOnly = false): Promise<Driver> {
  const uri = parseUri(xend.url)
  if (!uri.ok) throw new Error(uri.error)
  const surroundings = { uid: 0, readOnly, env: {}, libvirtConf: null, sockets: [] }
  const plan = planFor(uri.uri, surroundings)
  if (isRefused(plan)) throw new Error(plan.refused)
  const signal = new AbortController().signal
  const options = { readOnly, signal, progress: () => {}, asker: unattended }
  const driver = await openXend(plan, openRedial, options, systemClock)
  ending.push(() => driver.close())
  return driver
}

/** What is shown of a host, kept as a page keeps it. */
class Page {
  readonly rows = new Map<string, Domain>()
  readonly events: string[] = []

  constructor(driver: Driver) {
    void this.#read(driver.watch(new AbortController().signal))
  }

  get states(): Record<string, string> {
    return Object.fromEntries([...this.rows.values()].map(({ name, state }) => [name, state]))
  }

  row(name: string): Domain {
    const row = [...this.rows.values()].find((each) => each.name === name)
    if (row === undefined) throw new Error(`no ${name} is shown`)
    return row
  }

  async shows(name: string, state: string | undefined): Promise<void> {
    await expect.poll(() => this.states[name], { interval: 50 }).toBe(state)
  }

  async #read(events: AsyncIterable<DriverEvent>): Promise<void> {
    for await (const event of events) {
      if (event.type === 'listing') for (const row of event.domains) this.rows.set(row.uuid, row)
      else if (event.type === 'changed') this.rows.set(event.domain.uuid, event.domain)
      else if (event.type === 'removed') this.rows.delete(event.uuid)
      else this.events.push(`${event.event.name} ${event.event.event} ${event.event.detail}`.trim())
    }
  }
}

const active = { 'Domain-0': 'running', web: 'running', build: 'running', windows: 'paused' }

describe.each(versions)('a xend of Xen %s', (personality) => {
  const managed = !['3.0.2', '3.0.3'].includes(personality)

  test('tells of its host and of all that it has', async () => {
    const driver = await open(await start({ personality, shuffle: 1 }))
    expect(driver.version?.startsWith(personality)).toBe(true)
    expect(await driver.node.report()).toMatchObject({ model: 'x86_64', cpus: 4 })
    expect(await driver.node.capabilities()).toContain('<os_type>xen</os_type>')
    const page = new Page(driver)
    await expect
      .poll(() => page.states)
      .toEqual(managed ? { ...active, spare: 'shutoff', yesterday: 'shutoff' } : active)
    expect(page.row('web')).toMatchObject({
      memory: 262_144,
      vcpus: 2,
      details: { osType: 'linux', interfaces: [{ source: 'xenbr0' }] },
    })
    const xml = await driver.domains.xml(page.row('windows').uuid, false)
    expect(xml).toMatch(/<name>windows<\/name>[\s\S]*<type[^>]*>hvm<\/type>/)
  })

  test('does what is asked, and its page follows', async () => {
    const xend = await start({ personality, obeyAfter: 50 })
    const driver = await open(xend)
    const page = new Page(driver)
    await page.shows('web', 'running')
    const { uuid } = page.row('web')
    await driver.domains.suspend(uuid)
    await page.shows('web', 'paused')
    await driver.domains.resume(uuid)
    await page.shows('web', 'running')
    await driver.domains.reboot(uuid)
    await expect.poll(() => page.events).toContain('web started')
    await driver.domains.shutdown(uuid)
    await page.shows('web', managed ? 'shutoff' : undefined)
    await driver.domains.destroy(page.row('windows').uuid)
    await page.shows('windows', managed ? 'shutoff' : undefined)
    expect(page.events).toEqual(
      expect.arrayContaining([
        'web suspended paused',
        'web resumed unpaused',
        'web stopped shut down',
        'windows stopped destroyed',
      ]),
    )
    if (!managed) return
    await driver.domains.start(page.row('spare').uuid)
    await page.shows('spare', 'running')
    expect(page.row('spare').persistent).toBe(true)
  })

  test('what it cannot or must not do is said so', async () => {
    const xend = await start({ personality })
    const driver = await open(xend)
    const page = new Page(driver)
    await page.shows('web', 'running')
    const { uuid } = page.row('web')
    for (const action of ['reset', 'managedSave'] as const) {
      await expect(driver.domains[action](uuid)).rejects.toMatchObject({ code: 'host.unsupported' })
    }
    await expect(driver.domains.destroy(page.row('Domain-0').uuid)).rejects.toMatchObject({
      code: 'host.refused',
    })
    const reader = await open(xend, true)
    await expect(reader.domains.suspend(uuid)).rejects.toMatchObject({ code: 'host.read-only' })
  })

  test('a guest that ends by itself, or by others, is seen', async () => {
    const xend = await start({ personality })
    const page = new Page(await open(xend))
    await page.shows('web', 'running')
    xend.end('web', 'poweroff')
    await page.shows('web', managed ? 'shutoff' : undefined)
    expect(page.events).toContain('web stopped')
  })

  test('is asked at most twice a second', async () => {
    const xend = await start({ personality })
    const driver = await open(xend)
    const page = new Page(driver)
    await page.shows('web', 'running')
    xend.forgetRequests()
    await systemClock.sleep(6_000)
    expect(xend.requests().length).toBeLessThanOrEqual(12)
    expect(xend.requests().length).toBeGreaterThan(0)
  })

  test('takes less than half a second for 200 of them', async () => {
    const xend = await start({ personality, domains: manyGuests(200) })
    const driver = await open(xend)
    const began = process.cpuUsage()
    for await (const event of driver.watch(new AbortController().signal)) {
      expect(event.type === 'listing' && event.domains.length).toBe(201)
      break
    }
    // of the CPU, and the host's own share is in it: the machine may have other things to do
    const { user, system } = process.cpuUsage(began)
    expect((user + system) / 1_000).toBeLessThan(500)
  })
})

test('a xend that goes ends it, with why', async () => {
  const xend = await start({ personality: '3.1' })
  const driver = await open(xend)
  const page = new Page(driver)
  await page.shows('web', 'running')
  await xend.stop()
  driver.probe?.()
  expect(await driver.ended).toMatchObject({ code: 'host.unreachable' })
})
