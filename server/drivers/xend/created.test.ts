import { afterEach, expect, test } from 'vitest'
import { systemClock } from '../../../lib/clock.ts'
import { answer, type RawHost, rawHost, says } from './raw-host.ts'
import { readSexpr } from './sexpr.ts'
import { xendCalls } from './xend-calls.ts'
import { XendDriver } from './xend-driver.ts'
import { XendHttp } from './xend-http.ts'

const hosts: RawHost[] = []
afterEach(() => {
  for (const host of hosts.splice(0)) host.close()
})

const uuid = '8f1c5b7e-3c1d-4d0e-9a57-2f6f0a4c9b11'
const made = answer(`(domain (domid 7) (name new) (uuid ${uuid}))`, { status: '201 created' })
const done = answer('', { type: '' })
const refused = (why: string) => answer(`(xend.err '${why}')`, { status: '500 Request failed: x' })
const xml = `<domain type='xen'><name>new</name><memory>4096</memory><os><type>linux</type></os></domain>`

/** A xend of Xen 3.1 that gives these answers to what it is told. */
async function xend(...answers: string[]) {
  const host = await rawHost(...answers.map(says))
  hosts.push(host)
  const driver = new XendDriver({
    calls: xendCalls(new XendHttp({ dial: host.dial, clock: systemClock })),
    node: readSexpr('(node (xen_major 3) (xen_minor 1) (xend_config_format 4))'),
    readOnly: false,
    clock: systemClock,
    random: (count) => new Uint8Array(count),
    lost: new Promise(() => {}),
    close: () => {},
  })
  const ops = () => host.requests.map((text) => /op=([a-z_]+)/.exec(text)?.[1])
  return { driver, ops }
}

const create = async (driver: XendDriver) => driver.changes.create?.({ xml, paused: false })

test('what was created waits for its devices, and runs', async () => {
  const { driver, ops } = await xend(made, done, done)
  expect(await create(driver)).toBe(uuid)
  expect(ops()).toEqual(['create', 'wait_for_devices', 'unpause'])
})

test('what cannot be completed is taken down again, and the first reason told', async () => {
  const { driver, ops } = await xend(made, refused('no hotplug'), done)
  await expect(create(driver)).rejects.toMatchObject({ code: 'host.refused', detail: 'no hotplug' })
  expect(ops()).toEqual(['create', 'wait_for_devices', 'destroy'])
})

test('what cannot even be taken down is told to be there', async () => {
  const { driver } = await xend(made, refused('no hotplug'), refused('no way'))
  await expect(create(driver)).rejects.toMatchObject({
    code: 'host.refused',
    detail: expect.stringMatching(/^no hotplug .* still there: no way$/),
  })
})

test('a restored domain is told by the name that xend gives it', async () => {
  const restored = answer('', { status: '201 created', type: '' }).replace(
    'Expires',
    'Location: http://localhost:8000/xend/domain/new\r\nExpires',
  )
  const { driver } = await xend(restored, answer(`(domain (name new) (uuid ${uuid}))`))
  expect(await driver.changes.restore?.({ path: '/saved' })).toBe(uuid)
  const silent = await xend(done)
  expect(await silent.driver.changes.restore?.({ path: '/saved' })).toBeNull()
})

test('a change whose answer is lost is of unknown outcome, and asked once', async () => {
  const { driver, ops } = await xend('HTTP/1.1 200 OK\r\nContent-length: nothing\r\n\r\n')
  await expect(driver.changes.restore?.({ path: '/saved' })).rejects.toMatchObject({
    code: 'outcome.unknown',
  })
  expect(ops()).toEqual(['restore'])
})
