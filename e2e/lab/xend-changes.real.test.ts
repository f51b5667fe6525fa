import { afterEach, describe, expect, test } from 'vitest'
import type { Ability } from '../../lib/libvirt/abilities.ts'
import { domainChanges } from '../../lib/libvirt/changes.ts'
import type { DomainChangeOps, Driver } from '../../server/drivers/driver.ts'
import { lacksOf } from '../../server/drivers/lacks.ts'
import { openXends, Page, there } from './open-xend.ts'
import { versions, type XendVersion } from './xend/personality.ts'
import type { XendOptions } from './xend/start-xend.ts'

const { start, open, stop } = openXends()
afterEach(stop)

const ofAll: Ability[] = ['reset', 'managedSave', 'screenshot', 'consoles', 'sendBreak']
const ofOld: Ability[] = [
  ...ofAll,
  'define',
  'undefine',
  'setAutostart',
  'setMaxMemory',
  'dump',
  'pinVcpu',
]
const lacking: Record<XendVersion, Ability[]> = {
  '3.0.2': [...ofOld, 'schedule', 'setSchedule'],
  '3.0.3': ofOld,
  '3.0.4': [...ofAll, 'setAutostart', 'pinVcpu'],
  '3.1': [...ofAll, 'pinVcpu'],
  '4.1': ofAll,
}

const uuid = '6f1c5b7e-3c1d-4d0e-9a57-2f6f0a4c9b77'
const definition = (name: string, inside = '', devices = '') =>
  `<domain type='xen'><name>${name}</name><uuid>${uuid}</uuid><memory unit='MiB'>256</memory>
   <currentMemory unit='KiB'>130000</currentMemory><vcpu>2</vcpu>${inside}
   <os><type>linux</type><kernel>/boot/vmlinuz</kernel></os>
   <devices><disk type='file'><source file='/images/new.img'/><target dev='xvda'/></disk>
   <interface type='bridge'><source bridge='xenbr0'/></interface>${devices}</devices></domain>`

async function watched(personality: XendVersion, options: Partial<XendOptions> = {}) {
  const xend = await start({ personality, ...options })
  const driver = await open(xend)
  const page = new Page(driver)
  await page.shows('web', 'running')
  return { xend, driver, page, uuidOf: (name: string) => page.row(name).uuid }
}

const kept = ({ changes }: Driver) => ({
  define: there(changes.define),
  undefine: there(changes.undefine),
})

describe.each(versions)('a xend of Xen %s', (personality) => {
  test('lacks what it has no word for, and nothing else', async () => {
    const driver = await open(await start({ personality }))
    expect(new Set(lacksOf(driver))).toEqual(new Set(lacking[personality]))
  })

  test('creates a domain of XML, at once or paused', async () => {
    const { xend, driver, page } = await watched(personality)
    expect(await there(driver.changes.create)({ xml: definition('new'), paused: false })).toBe(uuid)
    await page.tells('new', { uuid, state: 'running', memory: 127 * 1024, maxMemory: 262_144 })
    expect(page.row('new').details?.interfaces[0]?.mac).toMatch(/^00:16:3e:/)
    await driver.domains.destroy(uuid)
    await page.shows('new', undefined)
    await there(driver.changes.create)({ xml: definition('new'), paused: true })
    await page.shows('new', 'paused')
    expect(xend.domain('new')?.isNew).toBe(false)
  })

  test('a domain that cannot be created is refused, with why', async () => {
    const { driver, xend } = await watched(personality)
    const create = there(driver.changes.create)
    const before = xend.names()
    const named = create({ xml: definition('web'), paused: false })
    await expect(named).rejects.toMatchObject({
      code: 'host.refused',
      detail: expect.stringMatching(/web/),
    })
    const spice = create({ xml: definition('new', '', "<tpm model='x'/>"), paused: false })
    await expect(spice).rejects.toMatchObject({ code: 'host.unsupported' })
    await expect(create({ xml: '<domain>', paused: true })).rejects.toMatchObject({
      code: 'request.invalid',
    })
    expect(xend.names()).toEqual(before)
  })

  test('renames one that runs', async () => {
    const { driver, page, uuidOf } = await watched(personality)
    await there(driver.changes.rename)(uuidOf('web'), { name: 'site' })
    await page.shows('site', 'running')
    expect(page.states.web).toBeUndefined()
    expect(page.events).toContain('site defined renamed')
    await expect(
      there(driver.changes.rename)(uuidOf('site'), { name: 'build' }),
    ).rejects.toMatchObject({
      code: 'host.refused',
    })
  })

  test('saves one to a file, and lets it run on from there', async () => {
    const { driver, page, xend, uuidOf } = await watched(personality)
    const web = uuidOf('web')
    await there(driver.changes.save)(web, { path: '/var/lib/xen/save/web' })
    await page.shows('web', xend.personality.managed ? 'shutoff' : undefined)
    expect(page.events).toContain('web stopped saved')
    const path = '/var/lib/xen/save/web'
    expect(await there(driver.changes.restore)({ path })).toBe(web)
    await page.shows('web', 'running')
    await expect(
      there(driver.changes.restore)({ path: '/var/lib/xen/save/none' }),
    ).rejects.toMatchObject({
      code: 'host.refused',
      detail: expect.stringMatching(/No such file/),
    })
  })

  test('moves one to another host', async () => {
    const { driver, page, xend, uuidOf } = await watched(personality)
    const migrate = there(driver.changes.migrate)
    const web = uuidOf('web')
    await expect(
      migrate(web, { destination: 'xen+ssh://far/system', live: true }),
    ).rejects.toMatchObject({ code: 'request.invalid' })
    await expect(migrate(web, { destination: 'nowhere', live: true })).rejects.toMatchObject({
      code: 'host.refused',
      detail: expect.stringMatching(/connect/),
    })
    expect(page.states.web).toBe('running')
    await migrate(web, { destination: 'neighbour:8002', live: true })
    await page.shows('web', xend.personality.managed ? 'shutoff' : undefined)
    expect(page.events).toContain('web stopped migrated')
  })

  test('shows the ends of its logs', async () => {
    const driver = await open(await start({ personality }))
    const log = there(driver.node.log)
    const whole = await log('daemon', 1_000)
    expect(whole).toEqual({
      text: expect.stringMatching(/^\[.*Xend Daemon started\n$/),
      whole: true,
    })
    expect(await log('daemon', 8)).toEqual({ text: 'started\n', whole: false })
    expect((await log('hypervisor', 1_000)).text).toMatch(/^\(XEN\)/)
  })

  test('changes nothing for who may only look', async () => {
    const xend = await start({ personality })
    const driver = await open(xend, true)
    const page = new Page(driver)
    await page.shows('web', 'running')
    const { uuid } = page.row('web')
    xend.forgetRequests()
    for (const change of domainChanges) {
      const make = (driver.changes as DomainChangeOps)[change]
      if (make === null) continue
      await expect(make(uuid, {} as never)).rejects.toMatchObject({ code: 'host.read-only' })
    }
    for (const change of ['define', 'create', 'restore'] as const) {
      const made = driver.changes[change]?.({} as never)
      if (made !== undefined) await expect(made).rejects.toMatchObject({ code: 'host.read-only' })
    }
    expect(xend.requests().filter(({ method }) => method === 'POST')).toEqual([])
  })
})

describe.each(['3.0.4', '3.1', '4.1'] as const)('definitions of Xen %s', (personality) => {
  test('are kept, renamed and forgotten', async () => {
    const { driver, page, xend } = await watched(personality)
    const { define, undefine } = kept(driver)
    expect(await define({ xml: definition('new') })).toBe(uuid)
    await page.tells('new', { uuid, state: 'shutoff', persistent: true, vcpus: 2 })
    await there(driver.changes.rename)(uuid, { name: 'newer' })
    await page.shows('newer', 'shutoff')
    expect(page.states.new).toBeUndefined()
    expect(xend.domain('newer')?.devices).toHaveLength(2)
    await driver.domains.start(uuid)
    await page.shows('newer', 'running')
    await expect(undefine(uuid, {})).rejects.toMatchObject({ code: 'host.refused' })
    await driver.domains.destroy(uuid)
    await page.shows('newer', 'shutoff')
    await undefine(uuid, {})
    await page.shows('newer', undefined)
    expect(page.events).toEqual(
      expect.arrayContaining([
        'new defined added',
        'newer defined renamed',
        'newer undefined removed',
      ]),
    )
  })

  test('without a uuid get one, which is told', async () => {
    const { driver, page } = await watched(personality)
    const xml = definition('new').replace(/<uuid>.*<\/uuid>/, '')
    const made = await kept(driver).define({ xml })
    await page.tells('new', { uuid: made as string })
  })

  test('keep what an XML leaves out', async () => {
    const { driver, page, xend } = await watched(personality)
    const { define } = kept(driver)
    const screen = (secret: string) => `<graphics type='vnc' port='-1' autoport='yes'${secret}/>`
    await define({ xml: definition('new', '', screen(" passwd='secret'")) })
    await page.shows('new', 'shutoff')
    if (driver.changes.setAutostart !== null) {
      await driver.changes.setAutostart(uuid, { on: true })
      await page.tells('new', { autostart: true })
    }
    const told = await driver.domains.xml(uuid, true)
    expect(told).not.toContain('secret')
    await define({ xml: told.replace("'KiB'>262144<", "'MiB'>512<") })
    await page.tells('new', { maxMemory: 524_288, autostart: personality !== '3.0.4' })
    expect(JSON.stringify(xend.domain('new')?.devices)).toContain('["vncpasswd","secret"]')
  })

  test('of one that runs wait for its end, and are told until then from here', async () => {
    const { driver, page } = await watched(personality)
    const { define } = kept(driver)
    await define({ xml: definition('new') })
    await page.shows('new', 'shutoff')
    await driver.domains.start(uuid)
    await page.shows('new', 'running')
    await define({ xml: definition('new', '<on_crash>preserve</on_crash>') })
    expect(await driver.domains.xml(uuid, false)).not.toContain('preserve')
    expect(await driver.domains.xml(uuid, true)).toContain('preserve')
    if (driver.changes.setAutostart !== null) {
      await driver.changes.setAutostart(uuid, { on: true })
      await page.tells('new', { autostart: true, state: 'running' })
    }
    await driver.domains.destroy(uuid)
    await page.tells('new', { state: 'shutoff', autostart: personality !== '3.0.4' })
    expect(await driver.domains.xml(uuid, true)).toContain('preserve')
  })

  test('are none of the host’s own domain, nor of one that is not known to have one', async () => {
    const { driver, uuidOf } = await watched(personality)
    const host = uuidOf('Domain-0')
    const xml = definition('Domain-0').replace(uuid, host)
    await expect(kept(driver).define({ xml })).rejects.toMatchObject({ code: 'host.unsupported' })
    const renamed = there(driver.changes.rename)(host, { name: 'mine' })
    await expect(renamed).rejects.toMatchObject({ code: 'host.unsupported' })
    const autostart = driver.changes.setAutostart?.(uuidOf('web'), { on: true })
    if (autostart !== undefined) {
      await expect(autostart).rejects.toMatchObject({ code: 'domain.wrong-state' })
    }
  })

  test('go along with a domain where that can be', async () => {
    const { driver, page, uuidOf } = await watched(personality)
    await driver.domains.start(uuidOf('spare'))
    await page.shows('spare', 'running')
    const to = { destination: 'neighbour', live: false }
    await there(driver.changes.migrate)(uuidOf('spare'), to)
    await page.shows('spare', personality === '4.1' ? undefined : 'shutoff')
  })

  test('dumps a core, of a machine that stands still unless it is to go on', async () => {
    const { driver, page, xend, uuidOf } = await watched(personality)
    const dump = there(driver.changes.dump)
    const ops = () => xend.requests().flatMap(({ op }) => (op === null ? [] : [op]))
    const path = '/var/lib/xen/core'
    await dump(uuidOf('web'), { path, live: true, crash: false })
    expect(ops()).toEqual(['dump'])
    xend.forgetRequests()
    await dump(uuidOf('web'), { path, live: false, crash: false })
    expect(ops()).toEqual(personality === '4.1' ? ['dump'] : ['pause', 'dump', 'unpause'])
    await page.shows('web', 'running')
    const nowhere = dump(uuidOf('web'), { path: '/nowhere/core', live: false, crash: true })
    await expect(nowhere).rejects.toMatchObject({ code: 'host.refused' })
    expect(xend.domain('web')?.power).toBe('running')
    await dump(uuidOf('web'), { path, live: false, crash: true })
    await page.shows('web', 'shutoff')
    expect(page.events).toContain('web stopped destroyed')
  })
})
