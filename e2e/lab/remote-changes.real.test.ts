import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import type { Domain } from '../../lib/libvirt/domain.ts'
import type { Driver } from '../../server/drivers/driver.ts'
import { type LabDaemon, startDaemon } from './daemon.ts'
import { openOn, type Watching, watching } from './open-remote.ts'
import { leaveTestWorld, openTestWorld } from './test-world.ts'

const guest = '6f697261-7365-4000-8000-000000000001'
const inDaemon = (name: string) => `/var/lib/libvirt/${name}`

/** A small guest that is off; it has room to grow, and a USB bus, from which a device goes without the guest's help. */
const guestXml = (inside = '', { os = '', name = 'guest', uuid = guest } = {}) =>
  `<domain type='qemu'><name>${name}</name><uuid>${uuid}</uuid>
<memory unit='MiB'>64</memory><currentMemory unit='MiB'>64</currentMemory><vcpu current='1'>2</vcpu>
<os><type arch='x86_64' machine='pc'>hvm</type>${os}</os><features><acpi/></features>
<devices><controller type='usb' model='piix3-uhci'/><video><model type='none'/></video>${inside}</devices></domain>`
const diskXml = (target: string, bus: string) =>
  `<disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='${inDaemon('boot.img')}'/><target dev='${target}' bus='${bus}'/><readonly/></disk>`

/** The changes that a driver has not. */
const lacking = ({ changes }: Driver) =>
  Object.entries(changes).flatMap(([name, act]) => (act === null ? [name] : []))

describe.skipIf(inject('labSkipped') !== null)('QEMU behind a real libvirtd', () => {
  let lab: LabDaemon
  let driver: Driver
  let watch: Watching
  beforeAll(async () => {
    lab = await startDaemon()
    driver = await openOn(lab, 'qemu:///system')
    watch = watching(driver)
    await watch.listing
  })
  afterAll(async () => {
    await driver.close()
    await lab.stop()
  })
  beforeEach(async () => {
    for (const { uuid, state } of watch.rows()) {
      if (state !== 'shutoff') await driver.domains.destroy(uuid)
    }
    await expect.poll(() => watch.rows().every(({ state }) => state === 'shutoff')).toBe(true)
    for (const { uuid } of watch.rows()) await driver.changes.undefine!(uuid, {})
    await expect.poll(() => watch.rows()).toEqual([])
  })

  const row = (uuid = guest) => watch.rows().find((domain) => domain.uuid === uuid)
  const becomes = (expected: Partial<Domain>, uuid = guest) =>
    expect.poll(() => row(uuid), { interval: 20 }).toMatchObject(expected)
  const seen = async (...args: string[]) =>
    (await lab.virsh(...args)).replaceAll(/\s+/g, ' ').trim()
  const defined = async (inside?: string, parts?: { os?: string }) => {
    expect(await driver.changes.define!({ xml: guestXml(inside, parts) })).toBe(guest)
    await becomes({ state: 'shutoff' })
  }
  const running = async (inside?: string) => {
    await defined(inside)
    await driver.domains.start(guest)
    await becomes({ state: 'running' })
  }

  test('a definition appears, and is another afterwards', async () => {
    await defined()
    expect(await seen('dominfo', guest)).toContain('Name: guest')
    const xml = (await driver.domains.xml(guest, true)).replace(
      '<memory',
      '<title>New</title><memory',
    )
    expect(await driver.changes.define!({ xml })).toBe(guest)
    await becomes({ details: expect.objectContaining({ title: 'New' }) as never })
  })

  test('a definition without secrets keeps the display’s password', async () => {
    await defined(
      "<graphics type='vnc' port='-1' passwd='s3cret' passwdValidTo='2033-01-01T00:00:00'/>",
    )
    const shown = await driver.domains.xml(guest, true)
    expect(shown).toContain("<graphics type='vnc'")
    expect(shown).not.toContain('s3cret')
    await driver.changes.define!({ xml: shown.replace('<memory', '<title>New</title><memory') })
    const secure = await lab.virsh('dumpxml', guest, '--security-info')
    expect(secure).toContain('<title>New</title>')
    expect(secure).toContain("passwd='s3cret' passwdValidTo='2033-01-01T00:00:00'")
  })

  test('a guest that is created runs, or is paused, and is not kept', async () => {
    expect(await driver.changes.create!({ xml: guestXml(), paused: true })).toBe(guest)
    await becomes({ state: 'paused', persistent: false })
    await driver.domains.destroy(guest)
    await expect.poll(() => row()).toBeUndefined()
    await driver.changes.create!({ xml: guestXml(), paused: false })
    await becomes({ state: 'running', persistent: false })
  })

  test('a name and autostart are another at once', async () => {
    await defined()
    await driver.changes.rename!(guest, { name: 'guest two' })
    await becomes({ name: 'guest two' })
    await driver.changes.setAutostart!(guest, { on: true })
    await becomes({ autostart: true })
    expect(await seen('list', '--all', '--autostart', '--name')).toBe('guest two')
    await driver.changes.setAutostart!(guest, { on: false })
    await becomes({ autostart: false })
    expect(await seen('list', '--all', '--autostart', '--name')).toBe('')
  })

  test('memory and vCPUs of one that is off', async () => {
    await defined()
    await driver.changes.setMaxMemory!(guest, { memory: 131_072 })
    await driver.changes.setMemory!(guest, { memory: 98_304, affects: 'config' })
    await driver.changes.setVcpus!(guest, { vcpus: 2, affects: 'config' })
    await becomes({ memory: 98_304, maxMemory: 131_072, vcpus: 2 })
    expect(await seen('dominfo', guest)).toContain(
      'CPU(s): 2 Max memory: 131072 KiB Used memory: 98304 KiB',
    )
  })

  test('memory and vCPUs of one that runs: now, later, or both', async () => {
    await running()
    await driver.changes.setVcpus!(guest, { vcpus: 2, affects: 'live' })
    await becomes({ vcpus: 2 })
    expect(await seen('vcpucount', guest, '--current', '--live')).toBe('2')
    expect(await seen('vcpucount', guest, '--current', '--config')).toBe('1')
    await driver.changes.setMemory!(guest, { memory: 49_152, affects: 'both' })
    await driver.changes.setMemory!(guest, { memory: 32_768, affects: 'config' })
    expect(await seen('dumpxml', guest, '--inactive')).toContain(
      "<currentMemory unit='KiB'>32768</currentMemory>",
    )
  })

  test('vCPUs are told and pinned, running or off', async () => {
    await defined()
    const all = (await driver.domains.vcpus!(guest))[0]!.cpus
    expect(await driver.domains.vcpus!(guest)).toEqual([
      { vcpu: 0, state: 'offline', cpu: null, cpuTime: null, cpus: all },
    ])
    await driver.changes.pinVcpu!(guest, { vcpu: 0, cpus: [0], affects: 'config' })
    expect((await driver.domains.vcpus!(guest))[0]?.cpus).toEqual([0])
    expect(await seen('vcpupin', guest, '0', '--config')).toBe('0 0')
    await driver.domains.start(guest)
    await becomes({ state: 'running' })
    // until it has used a jiffy, its time is not known
    await expect
      .poll(() => driver.domains.vcpus!(guest))
      .toEqual([{ vcpu: 0, state: 'running', cpu: 0, cpuTime: expect.any(Number), cpus: [0] }])
    await driver.changes.pinVcpu!(guest, { vcpu: 0, cpus: all, affects: 'both' })
    expect((await driver.domains.vcpus!(guest))[0]?.cpus).toEqual(all)
    expect(await seen('vcpupin', guest, '0', '--config')).toMatch(/^0 0-\d+$/)
  })

  test('the scheduler’s numbers', async () => {
    await defined()
    const schedule = await driver.domains.schedule!(guest)
    expect(schedule.type).toBe('posix')
    expect(schedule.parameters).toContainEqual({ name: 'cpu_shares', value: 0 })
    await driver.changes.setSchedule!(guest, {
      parameters: [
        { name: 'cpu_shares', value: 512 },
        { name: 'vcpu_quota', value: -1 },
      ],
      affects: 'config',
    })
    expect(await seen('schedinfo', guest)).toMatch(/cpu_shares : 512 .* vcpu_quota : -1 /)
    expect((await driver.domains.schedule!(guest)).parameters).toContainEqual({
      name: 'vcpu_quota',
      value: -1,
    })
  })

  test('devices come and go, now, later, or both', async () => {
    await running()
    const disks = async (...of: string[]) =>
      (await seen('domblklist', guest, ...of)).match(/[sv]d./g)
    const usb = diskXml('sda', 'usb')
    await driver.changes.attachDevice!(guest, { xml: usb, affects: 'both' })
    await driver.changes.attachDevice!(guest, { xml: diskXml('vda', 'virtio'), affects: 'config' })
    await driver.changes.attachDevice!(guest, { xml: diskXml('sdb', 'usb'), affects: 'live' })
    expect(await disks()).toEqual(['sda', 'sdb'])
    expect(await disks('--inactive')).toEqual(['sda', 'vda'])
    await expect
      .poll(() => row()?.details?.disks.map(({ target }) => target))
      .toEqual(['sda', 'sdb'])
    await driver.changes.detachDevice!(guest, { xml: usb, affects: 'both' })
    expect(await disks()).toEqual(['sdb'])
    expect(await disks('--inactive')).toEqual(['vda'])
  })

  test('memory is dumped while it runs, and with its end', async () => {
    await running()
    const file = (name: string) => existsSync(path.join(lab.folder, 'lib', name))
    await driver.changes.dump!(guest, { path: inDaemon('live'), live: true, crash: false })
    expect(file('live')).toBe(true)
    await becomes({ state: 'running' })
    await driver.changes.dump!(guest, { path: inDaemon('crash'), live: false, crash: true })
    expect(file('crash')).toBe(true)
    await becomes({ state: 'shutoff', reason: 'crashed' })
  })

  test('it is saved to a file, and runs again from it', async () => {
    await running()
    await driver.changes.save!(guest, { path: inDaemon('saved') })
    await becomes({ state: 'shutoff', reason: 'saved', managedSave: false })
    expect(await driver.changes.restore!({ path: inDaemon('saved') })).toBe(guest)
    await becomes({ state: 'running', reason: 'restored' })
    expect(await seen('domstate', guest, '--reason')).toBe('running (restored)')
  })

  test('all that goes with a definition goes with it', async () => {
    const vars = path.join(lab.folder, 'lib/qemu/nvram/guest.fd')
    mkdirSync(path.dirname(vars), { recursive: true })
    writeFileSync(vars, 'variables')
    await running()
    await driver.domains.managedSave?.(guest)
    await becomes({ managedSave: true })
    const firmware = `<loader readonly='yes' type='pflash'>${inDaemon('boot.img')}</loader><nvram>${inDaemon('qemu/nvram/guest.fd')}</nvram>`
    await driver.changes.define!({ xml: guestXml('', { os: firmware }) })
    const snapshot = path.join(lab.folder, 'lib/snapshot.xml')
    writeFileSync(
      snapshot,
      `<domainsnapshot><name>first</name><creationTime>1</creationTime><state>shutoff</state>${guestXml()}</domainsnapshot>`,
    )
    await lab.virsh('snapshot-create', guest, snapshot, '--redefine')
    await expect(
      lab.virsh('undefine', guest, '--managed-save', '--snapshots-metadata'),
    ).rejects.toThrow('nvram')
    await driver.changes.undefine!(guest, {})
    await expect.poll(() => row()).toBeUndefined()
    expect(existsSync(vars)).toBe(false)
    expect(existsSync(path.join(lab.folder, 'lib/qemu/save/guest.save'))).toBe(false)
  })

  test('what libvirt refuses is told as what it is, in libvirt’s words', async () => {
    await defined()
    await lab.defineQemu('other')
    const { changes } = driver
    const missing = '00000000-0000-4000-8000-000000000000'
    const refusals: [() => Promise<unknown>, string, string][] = [
      [
        () => changes.define!({ xml: guestXml('', { uuid: missing }) }),
        'host.refused',
        'already exists',
      ],
      [() => changes.define!({ xml: '<domain type="qemu"/>' }), 'host.refused', 'missing name'],
      [() => changes.create!({ xml: '<network/>', paused: false }), 'host.refused', 'XML error'],
      [() => changes.rename!(guest, { name: 'other' }), 'domain.wrong-state', "'other'"],
      [() => changes.setVcpus!(guest, { vcpus: 9, affects: 'config' }), 'host.refused', '9 > 2'],
      [
        () => changes.setMemory!(guest, { memory: 1, affects: 'live' }),
        'domain.wrong-state',
        'not running',
      ],
      [() => changes.save!(guest, { path: '/x' }), 'domain.wrong-state', 'not running'],
      [() => changes.restore!({ path: inDaemon('nosuch') }), 'host.refused', 'No such file'],
      [() => changes.undefine!(missing, {}), 'domain.missing', missing],
      [
        () => changes.detachDevice!(guest, { xml: diskXml('vdz', 'virtio'), affects: 'config' }),
        'object.missing',
        'vdz',
      ],
      [
        () => changes.pinVcpu!(guest, { vcpu: 7, cpus: [0], affects: 'config' }),
        'host.refused',
        'vcpu 7',
      ],
    ]
    for (const [refused, code, words] of refusals) {
      await expect(refused(), words).rejects.toMatchObject({
        code,
        detail: expect.stringContaining(words),
      })
    }
    expect(lacking(driver)).toEqual([])
  })

  test('a read-only connection reads vCPUs and changes nothing', async () => {
    await defined()
    const reader = await openOn(lab, 'qemu:///system', { readOnly: true })
    expect(await reader.domains.vcpus!(guest)).toHaveLength(1)
    expect(await reader.domains.schedule!(guest)).toMatchObject({ type: 'posix' })
    await expect(reader.changes.undefine!(guest, {})).rejects.toMatchObject({
      code: 'host.read-only',
    })
    await expect(reader.changes.define!({ xml: guestXml() })).rejects.toMatchObject({
      code: 'host.read-only',
    })
    await reader.close()
    expect(row()).toBeDefined()
  })
})

describe.skipIf(inject('labSkipped') !== null)(
  'libvirt’s test driver behind a real libvirtd',
  () => {
    const uuid = '6695eb01-f6a4-8304-79aa-97f2502e193f'
    let lab: LabDaemon
    let driver: Driver
    let watch: Watching
    beforeAll(async () => {
      lab = await startDaemon()
    })
    afterAll(() => lab.stop())
    beforeEach(async () => {
      ;({ driver, watch } = await openTestWorld(lab))
    })
    afterEach(() => leaveTestWorld(driver))
    const becomes = (expected: Partial<Domain>) =>
      expect.poll(() => watch.rows()[0], { interval: 20 }).toMatchObject(expected)

    test('is saved to a file and restored', async () => {
      const path = inDaemon('saved')
      await driver.changes.save!(uuid, { path })
      await becomes({ state: 'shutoff', reason: 'saved' })
      expect(await driver.changes.restore!({ path })).toBe(uuid)
      await becomes({ state: 'running', reason: 'restored' })
    })

    test('memory changes now and later, and so does what is shown', async () => {
      await driver.changes.setMemory!(uuid, { memory: 1_000_000, affects: 'both' })
      await becomes({ memory: 1_000_000 })
      const later = await driver.domains.xml(uuid, true)
      expect(later).toContain("<currentMemory unit='KiB'>1000000</currentMemory>")
    })

    test('vCPUs are pinned, and the scheduler told', async () => {
      await driver.changes.pinVcpu!(uuid, { vcpu: 1, cpus: [0, 2], affects: 'live' })
      expect(await driver.domains.vcpus!(uuid)).toMatchObject([
        { vcpu: 0, state: 'running', cpus: [0, 1, 2, 3, 4, 5, 6, 7] },
        { vcpu: 1, state: 'running', cpus: [0, 2] },
      ])
      expect(await driver.domains.schedule!(uuid)).toEqual({
        type: 'fair',
        parameters: [{ name: 'weight', value: 50 }],
      })
    })

    test('what it lacks is known: migration beforehand, devices from the first no', async () => {
      expect(lacking(driver)).toEqual(['migrate'])
      const asked = { xml: diskXml('vdb', 'virtio'), affects: 'live' } as const
      await expect(driver.changes.attachDevice!(uuid, asked)).rejects.toMatchObject({
        code: 'host.unsupported',
        detail:
          'this function is not supported by the connection driver: virDomainAttachDeviceFlags',
      })
      expect(lacking(driver)).toEqual(['migrate', 'attachDevice'])
    })
  },
)
