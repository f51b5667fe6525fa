import { afterEach, expect, test } from 'vitest'
import { type FakeHandlers, fakeError } from '../../rpc/fake-daemon.ts'
import { FakeHost, fakeUuid, unsupported } from './fake-host.ts'

let host: FakeHost
afterEach(() => host.close())

const start = async (handlers: FakeHandlers) => {
  host = await FakeHost.start([], () => handlers)
  return host.open()
}

test('a kind of object is there until the host says it has none', async () => {
  const driver = await start({
    connectListAllNetworks: () => {
      throw unsupported()
    },
  })
  expect(driver.networks).not.toBeNull()
  await expect(driver.networks!.list()).rejects.toMatchObject({ code: 'host.unsupported' })
  expect(driver.networks).toBeNull()
  expect(driver.pools).not.toBeNull()
})

test('one network that has no bridge, and one pool that has gone, do not spoil the list', async () => {
  const [first, second] = [
    { name: 'one', uuid: fakeUuid(1) },
    { name: 'two', uuid: fakeUuid(2) },
  ]
  const driver = await start({
    connectListAllNetworks: ({ flags }) =>
      flags === 2 ? { nets: [first], ret: 1 } : { nets: [first, second], ret: 2 },
    networkGetBridgeName: ({ net }) => {
      if (net.name === 'two') throw fakeError({ code: 1, message: 'has no bridge name' })
      return { name: 'virbr0' }
    },
    connectListAllStoragePools: () => ({ pools: [first, second], ret: 2 }),
    storagePoolGetInfo: ({ pool }) => {
      if (pool.name === 'one') throw fakeError({ code: 49, message: 'no such pool' })
      return { state: 2, capacity: 30, allocation: 10, available: 20 }
    },
  })
  expect(await driver.networks!.list()).toMatchObject([
    { name: 'one', active: true, persistent: true, bridge: 'virbr0' },
    { name: 'two', active: false, persistent: true, bridge: null },
  ])
  expect(await driver.pools!.list()).toMatchObject([{ name: 'two', capacity: 30, available: 20 }])
})

test('a domain without a current snapshot has none that is current', async () => {
  const dom = { name: 'web', uuid: fakeUuid(1), id: -1 }
  const driver = await start({
    domainListAllSnapshots: () => ({ snapshots: [{ name: 'a', dom }], ret: 1 }),
    domainSnapshotCurrent: () => {
      throw fakeError({ code: 72, message: 'no current snapshot' })
    },
    domainSnapshotGetXmlDesc: () => ({
      xml: '<domainsnapshot><name>a</name><state>shutoff</state></domainsnapshot>',
    }),
  })
  expect(await driver.snapshots!.list(fakeUuid(1))).toEqual([
    { name: 'a', parent: null, current: false, createdAt: null, state: 'shutoff' },
  ])
})
