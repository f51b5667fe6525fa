import { afterEach, describe, expect, test } from 'vitest'
import { systemClock } from '../../lib/clock.ts'
import { lacksOf } from '../../server/drivers/lacks.ts'
import { openXends, Page } from './open-xend.ts'
import { manyGuests } from './xend/guests.ts'
import { versions } from './xend/personality.ts'

const { start, open, stop } = openXends()
afterEach(stop)

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
    expect(lacksOf(driver)).toEqual(expect.arrayContaining(['reset', 'managedSave']))
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
