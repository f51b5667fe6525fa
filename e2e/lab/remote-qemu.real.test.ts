import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { Failure } from '../../lib/failure.ts'
import type { Domain } from '../../lib/libvirt/domain.ts'
import type { Driver } from '../../server/drivers/driver.ts'
import { type LabDaemon, startDaemon } from './daemon.ts'
import { openOn, type Watching, watching } from './open-remote.ts'

describe.skipIf(inject('labSkipped') !== null)('QEMU behind a real libvirtd', () => {
  let lab: LabDaemon
  let driver: Driver
  let watch: Watching
  beforeAll(async () => {
    lab = await startDaemon()
    await lab.defineQemu('kept', { title: 'Kept one', screen: true, nic: true })
    driver = await openOn(lab, 'qemu:///system')
    watch = watching(driver)
    await watch.listing
  })
  afterAll(async () => {
    await driver.close()
    await lab.stop()
  })

  const uuidOf = async (name: string) => (await lab.virsh('domuuid', name)).trim()
  const row = (name: string) => watch.rows().find((domain) => domain.name === name)
  const becomes = (name: string, expected: Partial<Domain>) =>
    expect.poll(() => row(name), { timeout: 10_000, interval: 20 }).toMatchObject(expected)
  const virshUuids = async () =>
    new Set((await lab.virsh('list', '--all', '--uuid')).trim().split('\n'))

  test('says who it is', async () => {
    expect(driver).toMatchObject({
      hypervisor: 'QEMU',
      libraryVersion: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    })
    expect(await driver.node.report()).toMatchObject({ model: 'x86_64', nodes: 1 })
    expect(await driver.node.capabilities()).toContain('<capabilities>')
  })

  test('lists what virsh lists, and reads its definition after it', async () => {
    expect(new Set(watch.rows().map(({ uuid }) => uuid))).toEqual(await virshUuids())
    await becomes('kept', {
      state: 'shutoff',
      id: null,
      persistent: true,
      autostart: false,
      managedSave: false,
      vcpus: 1,
      memory: 32_768,
      maxMemory: 32_768,
      details: expect.objectContaining({
        title: 'Kept one',
        osType: 'hvm',
        graphics: ['vnc'],
      }) as never,
    })
  })

  test('shows at once what virsh does elsewhere', async () => {
    await lab.virsh('start', 'kept')
    await becomes('kept', { state: 'running', reason: 'booted', id: 1 })
    await lab.virsh('suspend', 'kept')
    await becomes('kept', { state: 'paused', reason: 'user' })
    await lab.virsh('desc', 'kept', '--title', 'New title', '--live', '--config')
    await becomes('kept', { details: expect.objectContaining({ title: 'New title' }) as never })
    await lab.virsh('setmem', 'kept', '16384', '--live')
    await lab.virsh('destroy', 'kept')
    await becomes('kept', { state: 'shutoff', reason: 'destroyed', id: null })
    const told = watch.told.flatMap((one) => (one.type === 'happened' ? [one.event] : []))
    expect(told.map(({ name, event, detail }) => `${name} ${event} ${detail}`)).toEqual(
      expect.arrayContaining([
        'kept started booted',
        'kept suspended paused',
        'kept title changed ',
        'kept stopped destroyed',
      ]),
    )
  })

  test('the eight actions act', async () => {
    const uuid = await uuidOf('kept')
    await driver.domains.start(uuid)
    await becomes('kept', { state: 'running' })
    await driver.domains.suspend(uuid)
    await becomes('kept', { state: 'paused', reason: 'user' })
    await driver.domains.resume(uuid)
    await becomes('kept', { state: 'running', reason: 'unpaused' })
    await driver.domains.reset?.(uuid)
    await driver.domains.managedSave?.(uuid)
    await becomes('kept', { state: 'shutoff', reason: 'saved', managedSave: true })
    await driver.domains.start(uuid)
    await becomes('kept', { state: 'running', reason: 'restored', managedSave: false })
    await driver.domains.destroy(uuid)
    await becomes('kept', { state: 'shutoff', reason: 'destroyed' })
  })

  test('reboot and shutdown reach the guest', async () => {
    const uuid = await uuidOf('kept')
    const happened = (event: string) =>
      watch.told.filter((one) => one.type === 'happened' && one.event.event === event).length
    await driver.domains.start(uuid)
    await becomes('kept', { state: 'running' })
    await expect
      .poll(
        async () => {
          await driver.domains.reboot(uuid)
          return happened('rebooted')
        },
        { timeout: 15_000, interval: 500 },
      )
      .toBeGreaterThan(0)
    await expect
      .poll(
        async () => {
          await driver.domains.shutdown(uuid).catch(() => null)
          return row('kept')?.state
        },
        { timeout: 15_000, interval: 500 },
      )
      .toBe('shutoff')
  })

  test('a transient guest appears when it is made and vanishes when it is destroyed', async () => {
    await lab.createQemu('passing')
    await becomes('passing', { state: 'running', persistent: false })
    await driver.domains.destroy(await uuidOf('passing'))
    await expect.poll(() => row('passing')).toBeUndefined()
  })

  test('a guest renamed keeps its row, one undefined loses it', async () => {
    await lab.defineQemu('before')
    await becomes('before', { state: 'shutoff' })
    const uuid = await uuidOf('before')
    await lab.virsh('domrename', 'before', 'after')
    await becomes('after', { uuid })
    expect(row('before')).toBeUndefined()
    await lab.virsh('undefine', 'after')
    await expect.poll(() => row('after')).toBeUndefined()
  })

  test('a wrong state and a wrong uuid are told as what they are, in the daemon’s words', async () => {
    await expect(driver.domains.resume(await uuidOf('kept'))).rejects.toMatchObject({
      code: 'domain.wrong-state',
      detail: expect.stringContaining('domain is not running'),
    })
    const gone = '00000000-0000-4000-8000-000000000000'
    await expect(driver.domains.start(gone)).rejects.toMatchObject({ code: 'domain.missing' })
    await expect(driver.domains.xml(gone, false)).rejects.toBeInstanceOf(Failure)
  })

  test('figures grow while a guest runs', async () => {
    await driver.domains.start(await uuidOf('kept'))
    await becomes('kept', { state: 'running' })
    const sample = async () => {
      const { node, domains } = await driver.stats!.sample(AbortSignal.timeout(5_000))
      return { node, domain: domains.find(({ uuid }) => uuid === row('kept')?.uuid) }
    }
    const first = await sample()
    expect(first.node).toEqual({
      cpuBusy: expect.any(Number),
      cpuIdle: expect.any(Number),
      memoryUsed: expect.any(Number),
      memoryTotal: expect.any(Number),
    })
    expect(first.domain).toMatchObject({
      vcpus: 1,
      diskRead: expect.any(Number),
      netIn: expect.any(Number),
    })
    await expect
      .poll(async () => (await sample()).domain?.cpuTime)
      .toBeGreaterThan(first.domain?.cpuTime ?? Infinity)
  })

  test('a picture of the first screen', async () => {
    const { mime, bytes } = await driver.domains.screenshot!(
      await uuidOf('kept'),
      AbortSignal.timeout(5_000),
    )
    expect(mime).toBe('image/png')
    expect(Buffer.from(bytes.subarray(1, 4)).toString()).toBe('PNG')
  })

  test('a read-only connection sees and may not touch', async () => {
    const reader = await openOn(lab, 'qemu:///system', { readOnly: true })
    const seen = watching(reader)
    expect((await seen.listing).map(({ name }) => name)).toEqual(['kept'])
    expect(reader.domains.screenshot).toBeNull()
    await expect(reader.domains.destroy(await uuidOf('kept'))).rejects.toMatchObject({
      code: 'host.read-only',
    })
    await reader.close()
    expect(await reader.ended).toBeNull()
  })
})
