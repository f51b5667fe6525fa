import { afterEach, describe, expect, test } from 'vitest'
import type { Affects } from '../../lib/libvirt/changes.ts'
import { openXends, Page, there } from './open-xend.ts'
import { hvmGuest } from './xend/guests.ts'
import { versions, type XendVersion } from './xend/personality.ts'

const { start, open, stop } = openXends()
afterEach(stop)

async function watched(personality: XendVersion) {
  const xend = await start({ personality })
  const driver = await open(xend)
  const page = new Page(driver)
  await page.shows('web', 'running')
  const uuidOf = (name: string) => page.row(name).uuid
  return { xend, driver, page, uuidOf, web: uuidOf('web') }
}

const MiB = 1024
const disk = (target: string, path = '/images/more.img') =>
  `<disk type='file' device='disk'><source file='${path}'/><target dev='${target}'/></disk>`
const mac = '00:16:3e:0a:0b:0c'
const card = `<interface type='bridge'><mac address='${mac}'/><source bridge='xenbr1'/></interface>`
const disc = (path: string) =>
  `<disk type='file' device='cdrom'><source file='${path}'/><target dev='hdc'/><readonly/></disk>`
const hostDevice = `<hostdev mode='subsystem' type='pci'><source><address bus='0x1' slot='0x2' function='0x0'/></source></hostdev>`

describe.each(versions)('what runs, on Xen %s', (personality) => {
  const recent = personality === '4.1'

  test('gets a disk and a card, and loses them again', async () => {
    const { driver, page, web } = await watched(personality)
    const attach = there(driver.changes.attachDevice)
    const detach = there(driver.changes.detachDevice)
    await attach(web, { xml: disk('xvdb'), affects: 'live' })
    await attach(web, { xml: card, affects: 'live' })
    const disks = () => page.row('web').details?.disks.map(({ target }) => target)
    const cards = () => page.row('web').details?.interfaces.map((one) => one.mac)
    await expect.poll(disks, { interval: 50 }).toEqual(['xvda', 'xvdb'])
    await expect.poll(cards, { interval: 50 }).toContain(mac)
    await expect(attach(web, { xml: disk('xvdb'), affects: 'live' })).rejects.toMatchObject({
      code: 'host.refused',
      detail: 'It has a device xvdb already.',
    })
    await detach(web, { xml: disk('xvdb', '/whatever'), affects: 'live' })
    const shouted = card.replace(mac, mac.toUpperCase())
    await detach(web, { xml: shouted, affects: 'live' })
    await expect.poll(disks, { interval: 50 }).toEqual(['xvda'])
    await expect.poll(cards, { interval: 50 }).not.toContain(mac)
    for (const xml of [disk('xvdb'), card]) {
      const again = detach(web, { xml, affects: 'live' })
      await expect(again).rejects.toMatchObject({ code: 'object.missing' })
    }
    const host = attach(web, { xml: hostDevice, affects: 'live' })
    await expect(host).rejects.toMatchObject({ code: 'host.unsupported' })
  })

  test('has more or less memory, up to its maximum', async () => {
    const { driver, page, web } = await watched(personality)
    const set = there(driver.changes.setMemory)
    await set(web, { memory: 128 * MiB - 5, affects: 'live' })
    await page.tells('web', { memory: 128 * MiB, maxMemory: 512 * MiB })
    const beyond = set(web, { memory: 512 * MiB + 1, affects: 'live' })
    await expect(beyond).rejects.toMatchObject({
      code: 'request.invalid',
      detail: 'It may have at most 512 MiB.',
    })
  })

  test('has fewer virtual CPUs, and all that it had', async () => {
    const { driver, page, web } = await watched(personality)
    const set = there(driver.changes.setVcpus)
    const states = async () =>
      (await there(driver.domains.vcpus)(web)).map(({ state }) => state !== 'offline')
    await set(web, { vcpus: 1, affects: 'live' })
    await page.tells('web', { vcpus: 1 })
    expect(await states()).toEqual([true, false])
    await set(web, { vcpus: 2, affects: 'live' })
    await page.tells('web', { vcpus: 2 })
    expect(await states()).toEqual([true, true])
    const beyond = set(web, { vcpus: 3, affects: 'live' })
    await expect(beyond).rejects.toMatchObject({ code: 'request.invalid' })
  })

  test('tells of its virtual CPUs, and is pinned where a xend can', async () => {
    const { driver, web } = await watched(personality)
    const read = there(driver.domains.vcpus)
    expect(await read(web)).toMatchObject([
      { vcpu: 0, state: 'blocked', cpu: 0, cpuTime: expect.any(Number), cpus: [0, 1, 2, 3] },
      { vcpu: 1, state: 'blocked', cpu: 1 },
    ])
    const pin = driver.changes.pinVcpu
    if (pin === null) return
    await pin(web, { vcpu: 1, cpus: [1, 3], affects: 'live' })
    expect((await read(web)).map(({ cpus }) => cpus)).toEqual([
      [0, 1, 2, 3],
      [1, 3],
    ])
    for (const [vcpu, cpu] of [
      [2, 0],
      [0, 4],
    ] as const) {
      const wrong = pin(web, { vcpu, cpus: [cpu], affects: 'live' })
      await expect(wrong).rejects.toMatchObject({ code: 'request.invalid' })
    }
  })

  test('has its share of the CPUs by the scheduler', async () => {
    const { driver, web } = await watched(personality)
    if (driver.domains.schedule === null) return expect(personality).toBe('3.0.2')
    const set = there(driver.changes.setSchedule)
    const asked = (name: string, value: number) =>
      set(web, { parameters: [{ name, value }], affects: 'live' })
    await asked('weight', 512)
    const cap = asked('cap', 50)
    if (recent) await cap
    else await expect(cap).rejects.toMatchObject({ code: 'host.unsupported' })
    expect(await driver.domains.schedule(web)).toEqual({
      type: 'credit',
      parameters: [
        { name: 'weight', value: 512 },
        { name: 'cap', value: recent ? 50 : 0 },
      ],
    })
    for (const wrong of [asked('slice', 1), asked('weight', 0), asked('weight', 1.5)]) {
      await expect(wrong).rejects.toMatchObject({ code: 'request.invalid' })
    }
  })

  test('is not changed in another way than was asked for', async () => {
    const { driver, page, xend, uuidOf, web } = await watched(personality)
    const { managed } = xend.personality
    const memory = (uuid: string, affects: Affects) =>
      there(driver.changes.setMemory)(uuid, { memory: 128 * MiB, affects })
    const refused = { code: 'host.unsupported', detail: expect.stringMatching(/^(This )?xend /) }
    xend.forgetRequests()
    await expect(memory(web, 'config')).rejects.toMatchObject(refused)
    if (!managed) {
      await expect(memory(web, 'both')).rejects.toMatchObject(refused)
      expect(xend.requests().filter(({ method }) => method === 'POST')).toEqual([])
      return
    }
    await driver.domains.start(uuidOf('spare'))
    await page.tells('spare', { state: 'running', persistent: true })
    await expect(memory(uuidOf('spare'), 'live')).rejects.toMatchObject(refused)
    await memory(uuidOf('spare'), 'both')
    await page.tells('spare', { memory: 128 * MiB })
    await expect(memory(uuidOf('yesterday'), 'live')).rejects.toMatchObject({
      code: 'domain.wrong-state',
    })
    const unplug = there(driver.changes.detachDevice)
    const both = unplug(uuidOf('spare'), { xml: disk('xvda'), affects: 'both' })
    if (recent) await both
    else await expect(both).rejects.toMatchObject(refused)
    await driver.domains.destroy(uuidOf('spare'))
    await page.tells('spare', { state: 'shutoff', memory: 128 * MiB })
    expect(page.row('spare').details?.disks).toHaveLength(recent ? 0 : 1)
  })
})

describe.each(['3.0.4', '3.1', '4.1'] as const)('what is off, on Xen %s', (personality) => {
  const recent = personality === '4.1'

  test('gets devices by its definition', async () => {
    const { driver, page, xend, uuidOf } = await watched(personality)
    const spare = uuidOf('spare')
    const attach = there(driver.changes.attachDevice)
    const detach = there(driver.changes.detachDevice)
    const { length } = xend.domain('spare')?.devices ?? []
    for (const xml of [disk('xvdb'), card, hostDevice, hostDevice.replace('0x2', '0x3')]) {
      await attach(spare, { xml, affects: 'config' })
    }
    expect(xend.domain('spare')?.devices).toHaveLength(length + 3)
    const told = await driver.domains.xml(spare, true)
    expect(told).toContain('/images/more.img')
    expect(told.match(/<hostdev/g)).toHaveLength(2)
    const now = attach(spare, { xml: disk('xvdc'), affects: 'live' })
    await expect(now).rejects.toMatchObject({ code: 'domain.wrong-state' })
    await detach(spare, { xml: hostDevice, affects: 'config' })
    expect((await driver.domains.xml(spare, true)).match(/<hostdev/g)).toHaveLength(1)
    for (const xml of [disk('xvdb'), card, hostDevice.replace('0x2', '0x3')]) {
      await detach(spare, { xml, affects: 'config' })
    }
    expect(xend.domain('spare')?.devices).toHaveLength(length)
    await driver.domains.start(spare)
    await page.shows('spare', 'running')
  })

  test('has memory and virtual CPUs by its definition', async () => {
    const { driver, page, uuidOf } = await watched(personality)
    const spare = uuidOf('spare')
    const { setMemory, setMaxMemory, setVcpus } = driver.changes
    await there(setMemory)(spare, { memory: 200 * MiB, affects: 'config' })
    await page.tells('spare', { memory: 200 * MiB, maxMemory: 512 * MiB })
    await there(setMaxMemory)(spare, { memory: 128 * MiB })
    await page.tells('spare', { memory: 128 * MiB, maxMemory: 128 * MiB })
    await there(setMaxMemory)(spare, { memory: 256 * MiB })
    await page.tells('spare', { memory: 128 * MiB, maxMemory: 256 * MiB })
    await there(setVcpus)(spare, { vcpus: 1, affects: 'config' })
    await page.tells('spare', { vcpus: 1 })
    const reports = await there(driver.domains.vcpus)(spare)
    expect(reports.map(({ state, cpu }) => [state, cpu])).toEqual(
      Array.from({ length: personality === '3.0.4' ? 1 : 2 }, () => ['offline', null]),
    )
    await there(setVcpus)(spare, { vcpus: 2, affects: 'config' })
    await page.tells('spare', { vcpus: 2 })
  })

  test('has its share and its CPUs by its definition, where it can', async () => {
    const { driver, uuidOf } = await watched(personality)
    const spare = uuidOf('spare')
    const weight = { name: 'weight', value: 300 }
    const set = there(driver.changes.setSchedule)(spare, {
      parameters: [weight],
      affects: 'config',
    })
    if (!recent) return expect(set).rejects.toMatchObject({ code: 'host.unsupported' })
    await set
    await there(driver.changes.pinVcpu)(spare, { vcpu: 0, cpus: [2], affects: 'config' })
    await there(driver.changes.setAutostart)(spare, { on: true })
    expect((await there(driver.domains.schedule)(spare)).parameters).toContainEqual(weight)
    const reports = await there(driver.domains.vcpus)(spare)
    expect(reports.map(({ cpus }) => cpus)).toEqual([[2], [0, 1, 2, 3]])
  })
})

test.each(['3.1', '4.1'] as const)(
  'another disc is put into a drive on %s',
  async (personality) => {
    const domains = [{ config: hvmGuest('web', 1), state: 'running' as const }]
    const xend = await start({ personality, domains })
    const driver = await open(xend)
    const page = new Page(driver)
    await page.shows('web', 'running')
    const { uuid } = page.row('web')
    await there(driver.changes.attachDevice)(uuid, { xml: disc('/iso/b.iso'), affects: 'live' })
    expect(await driver.domains.xml(uuid, false)).toContain("file='/iso/b.iso'")
    const busy = there(driver.changes.attachDevice)(uuid, { xml: disk('hda'), affects: 'live' })
    await expect(busy).rejects.toMatchObject({ code: 'host.refused' })
  },
)

test('the cards of a paused machine have no numbers on 3.0.4', async () => {
  const { driver, page, web } = await watched('3.0.4')
  await driver.domains.suspend(web)
  await page.shows('web', 'paused')
  const { mac: address } = page.row('web').details?.interfaces[0] ?? { mac: null }
  const xml = card.replace(mac, String(address))
  const gone = there(driver.changes.detachDevice)(web, { xml, affects: 'live' })
  await expect(gone).rejects.toMatchObject({ code: 'host.unsupported' })
})
