import { expect, test } from 'vitest'
import { turn } from '../../../lib/fake-clock.ts'
import type { DriverEvent } from '../driver.ts'
import { domain, driverOf, follow, rowOf, worldOf } from './test-world.ts'

/** Events in short: what kind, whose, what of it. */
const short = (event: DriverEvent) => {
  switch (event.type) {
    case 'listing':
      return `listing ${event.domains.map(({ name }) => name).join(' ')}`
    case 'changed':
      return `${event.domain.name} is ${event.domain.state} (${event.domain.reason})`
    case 'removed':
      return 'removed'
    case 'happened':
      return `${event.event.name} ${event.event.event}: ${event.event.detail}`
  }
}

test('a watcher has the listing first and then all that is done, by whomever', async () => {
  const { world } = worldOf(domain('a') + domain('b', '<test:transient/>'))
  const [mine, yours] = [driverOf(world), driverOf(world)]
  const { told, stop, over } = follow(mine)
  await turn()
  expect(told.map(short)).toEqual(['listing a b'])
  const a = rowOf(world, 'a').uuid
  const actions = [
    'suspend',
    'resume',
    'reset',
    'reboot',
    'managedSave',
    'start',
    'shutdown',
  ] as const
  for (const action of actions) {
    await yours.domains[action]?.(a)
    await turn()
  }
  await yours.domains.destroy(rowOf(world, 'b').uuid)
  await turn()
  expect(told.slice(1).map(short)).toEqual([
    'a is paused (user)',
    'a suspended: paused',
    'a is running (unpaused)',
    'a resumed: unpaused',
    // libvirt tells of no reset and no reboot
    'a is running (booted)',
    'a is shutoff (saved)',
    'a stopped: saved',
    'a is running (booted)',
    'a started: booted',
    'a is shutoff (shutdown)',
    'a stopped: shut down',
    'removed',
    'b stopped: destroyed',
  ])
  stop()
  await over
})

test('what is saved is so until it starts, with a new id and new addresses', async () => {
  const network = `<network><name>n</name><ip address='10.0.0.1' prefix='16'/></network>`
  const card = `<devices><interface type='network'><source network='n'/></interface></devices>`
  const { world } = worldOf(network + domain('a', card))
  const driver = driverOf(world)
  const { uuid } = rowOf(world, 'a')
  const brief = () => {
    const { id, managedSave, details } = rowOf(world, 'a')
    return { id, managedSave, addresses: details?.addresses }
  }
  expect(brief()).toEqual({ id: 1, managedSave: false, addresses: ['10.0.0.2'] })
  await driver.domains.managedSave?.(uuid)
  expect(brief()).toEqual({ id: null, managedSave: true, addresses: [] })
  await driver.domains.start(uuid)
  expect(brief()).toEqual({ id: 2, managedSave: false, addresses: ['10.0.0.22'] })
})

test('a definition carries the id while the domain is active', async () => {
  const { world } = worldOf(domain('a'))
  const driver = driverOf(world)
  const { uuid } = rowOf(world, 'a')
  expect(await driver.domains.xml(uuid, false)).toMatch(/^<domain type='test' id='1'>\n/)
  expect(await driver.domains.xml(uuid, true)).toMatch(/^<domain type='test'>\n/)
})

test('a read-only opening reads all and changes nothing', async () => {
  const { world } = worldOf(domain('a'))
  const driver = driverOf(world, true)
  const { uuid } = rowOf(world, 'a')
  await expect(driver.domains.destroy(uuid)).rejects.toMatchObject({
    code: 'host.read-only',
    detail: 'operation forbidden: read only access prevents virDomainDestroy',
  })
  expect(rowOf(world, 'a').state).toBe('running')
  expect(driver.domains.screenshot).toBeNull()
  expect((await driver.node.report()).cpus).toBe(16)
})

test('a wrong state and a domain that is gone are told apart', async () => {
  const { world } = worldOf(domain('a'))
  const driver = driverOf(world)
  await expect(driver.domains.resume(rowOf(world, 'a').uuid)).rejects.toMatchObject({
    code: 'domain.wrong-state',
    detail: "internal error: domain 'a' not paused",
  })
  await expect(driver.domains.resume('no-such')).rejects.toMatchObject({
    code: 'domain.missing',
    detail: "Domain not found: no domain with matching uuid 'no-such'",
  })
})

test('closing ends the watch and the driver, and is done once', async () => {
  const { world } = worldOf(domain('a'))
  const driver = driverOf(world)
  const { over } = follow(driver)
  await turn()
  await driver.close()
  await driver.close()
  await over
  expect(await driver.ended).toBeNull()
  await expect(driver.node.report()).rejects.toMatchObject({ code: 'connection.not-open' })
})

test('a watch that is aborted before it began tells nothing', async () => {
  const { world } = worldOf(domain('a'))
  const events = driverOf(world).watch(AbortSignal.abort())
  expect(await events[Symbol.asyncIterator]().next()).toEqual({ done: true, value: undefined })
})
