import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { Driver } from '../../server/drivers/driver.ts'
import { type LabDaemon, startDaemon } from './daemon.ts'
import { openOn, type Watching, watching } from './open-remote.ts'
import { worldName, worldUuid } from './world.ts'

const defaultDomain = '6695eb01-f6a4-8304-79aa-97f2502e193f'

describe.skipIf(inject('labSkipped') !== null)(
  'libvirt’s test driver behind a real libvirtd',
  () => {
    let lab: LabDaemon
    beforeAll(async () => {
      lab = await startDaemon()
    })
    afterAll(() => lab.stop())

    describe('its built-in world', () => {
      let driver: Driver
      let watch: Watching
      beforeAll(async () => {
        driver = await openOn(lab, 'test:///default')
        watch = watching(driver)
        await watch.listing
      })
      afterAll(() => driver.close())

      const virsh = (...args: string[]) => lab.virshOn(lab.uri('test', '/default'), ...args)

      test('has its objects of every kind', async () => {
        expect(await driver.networks?.list()).toMatchObject([
          { name: 'default', active: true, persistent: true, autostart: false, bridge: 'virbr0' },
        ])
        expect(await driver.pools?.list()).toMatchObject([
          { name: 'default-pool', active: true, capacity: 107_374_182_400, allocation: 0 },
        ])
        expect(await driver.pools?.volumes('default-pool')).toEqual([])
        expect(await driver.interfaces?.list()).toEqual([
          { name: 'eth1', mac: 'aa:bb:cc:dd:ee:ff', active: true },
        ])
        expect(await driver.nodeDevices?.list()).toContainEqual({
          name: 'scsi_host11',
          parent: 'scsi_host1',
        })
      })

      test('gives the XML of every kind of object, and says which are not there', async () => {
        expect(await driver.domains.xml(defaultDomain, true)).toContain("<domain type='test'>")
        expect(await driver.networks?.xml('default')).toContain('<network>')
        expect(await driver.pools?.xml('default-pool')).toContain("<pool type='dir'>")
        expect(await driver.interfaces?.xml('eth1')).toContain('<interface')
        expect(await driver.nodeDevices?.xml('computer')).toContain('<device>')
        await expect(driver.networks?.xml('nosuch')).rejects.toMatchObject({
          code: 'object.missing',
          detail: "Network not found: no network with matching name 'nosuch'",
        })
      })

      test('shows the volumes and snapshots that virsh makes', async () => {
        await virsh('vol-create-as', 'default-pool', 'disk.img', '10485760')
        expect(await driver.pools?.volumes('default-pool')).toEqual([
          {
            name: 'disk.img',
            key: '/default-pool/disk.img',
            path: '/default-pool/disk.img',
            type: 'file',
            capacity: 10_485_760,
            allocation: 10_485_760,
          },
        ])
        await virsh('snapshot-create-as', 'test', 'first')
        await virsh('snapshot-create-as', 'test', 'second')
        const snapshots = (await driver.snapshots?.list(defaultDomain)) ?? []
        expect(new Map(snapshots.map((snapshot) => [snapshot.name, snapshot]))).toEqual(
          new Map([
            ['first', expect.objectContaining({ parent: null, current: false, state: 'running' })],
            ['second', expect.objectContaining({ parent: 'first', current: true })],
          ]),
        )
        expect(snapshots[0]?.createdAt).toBeGreaterThan(1_700_000_000)
        expect(await driver.snapshots?.xml(defaultDomain, 'first')).toContain('<name>first</name>')
      })

      test('tells of networks, pools and node devices', async () => {
        await virsh('net-destroy', 'default')
        await virsh('pool-refresh', 'default-pool')
        await virsh('nodedev-destroy', 'scsi_host11')
        await expect
          .poll(() => watch.told.flatMap((one) => (one.type === 'happened' ? [one.event] : [])))
          .toMatchObject([
            { object: 'network', name: 'default', event: 'stopped' },
            { object: 'pool', name: 'default-pool', event: 'refreshed' },
            { object: 'node-device', name: 'scsi_host11', uuid: null, event: 'deleted' },
          ])
      })

      test('has figures though it gives none in bulk', async () => {
        await expect.poll(() => watch.rows()[0]?.details).not.toBeNull()
        const { node, domains } = await driver.stats!.sample(AbortSignal.timeout(5_000))
        expect(node).toMatchObject({ cpuBusy: expect.any(Number), memoryTotal: null })
        expect(domains).toEqual([
          {
            uuid: defaultDomain,
            cpuTime: expect.any(Number),
            vcpus: 2,
            memory: 2_097_152,
            diskRead: expect.any(Number),
            diskWrite: expect.any(Number),
            netIn: expect.any(Number),
            netOut: expect.any(Number),
          },
        ])
      })

      test('a picture of the first screen', async () => {
        const picture = await driver.domains.screenshot!(defaultDomain, AbortSignal.timeout(5_000))
        expect(picture).toMatchObject({ mime: 'image/png' })
        expect(picture.bytes.length).toBeGreaterThan(10_000)
      })
    })

    describe('a world of 1000 domains', () => {
      let driver: Driver
      let watch: Watching
      beforeAll(async () => {
        driver = await openOn(lab, `test://${lab.writeWorld(1000)}`)
        watch = watching(driver)
      })
      afterAll(() => driver.close())

      test('is listed whole, each with its state and figures', async () => {
        const rows = new Map((await watch.listing).map((row) => [row.uuid, row]))
        expect(rows.size).toBe(1000)
        expect(rows.get(worldUuid(0))).toMatchObject({ name: worldName(0), state: 'running' })
        expect(rows.get(worldUuid(12))).toMatchObject({ state: 'paused', vcpus: 5 })
        expect(rows.get(worldUuid(999))).toMatchObject({
          name: worldName(999),
          state: 'shutoff',
          id: null,
          memory: 8 * 1_048_576,
          persistent: true,
        })
      })

      test('an action shows at once though definitions are still being read', async () => {
        // others that are paused already are told again as their definitions come
        const changed = watch.next(
          (event) =>
            event.type === 'changed' &&
            event.domain.uuid === worldUuid(0) &&
            event.domain.state === 'paused',
        )
        await driver.domains.suspend(worldUuid(0))
        expect(await changed).toMatchObject({ domain: { reason: 'user' } })
      })

      test('in the end every definition has been read', async () => {
        await expect
          .poll(() => watch.rows().filter(({ details }) => details === null), { timeout: 20_000 })
          .toEqual([])
        const row = watch.rows().find(({ uuid }) => uuid === worldUuid(7))
        expect(row?.details).toMatchObject({ title: 'Guest number 7', machine: 'q35' })
      })
    })
  },
)
