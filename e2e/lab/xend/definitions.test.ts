import { afterEach, expect, test } from 'vitest'
import { linuxGuest } from './guests.ts'
import type { XendVersion } from './personality.ts'
import { ask, libvirtRequest } from './raw-client.ts'
import { type FakeXend, startXend } from './start-xend.ts'

// What is told here stands in XendDomain.py, XendDomainInfo.py and XendConfig.py of each version.

const started: FakeXend[] = []
afterEach(async () => {
  for (const xend of started.splice(0)) await xend.stop()
})

async function start(personality: XendVersion) {
  const xend = await startXend({ personality, listen: { port: 0 } })
  started.push(xend)
  const get = async (path: string) => (await ask(xend.url, libvirtRequest(path))).body
  const post = async (path: string, form: string) =>
    (await ask(xend.url, libvirtRequest(path, form))).body
  const define = (config: string) =>
    post('/xend/domain', `op=new&config=${encodeURIComponent(config)}`)
  return { xend, get, post, define }
}

const web = '/xend/domain/web'
const larger = linuxGuest('web', 1, 512)

test('what is defined of one that runs is so when that run has ended, unless it goes on', async () => {
  const { xend, get, define } = await start('3.1')
  expect(await define(larger)).toBe('')
  expect(await get(web)).toContain('(memory 256)')
  xend.end('web', 'poweroff')
  expect(await get(web)).toContain('(memory 512)')
  const again = await start('3.1')
  await again.define(larger)
  again.xend.end('web', 'reboot')
  again.xend.end('web', 'poweroff')
  expect(await again.get(web)).toContain('(memory 256)')
})

test.each([
  ['3.0.4', true],
  ['3.1', true],
  ['4.1', false],
] as const)(
  'on %s a device that was taken from what runs is back after it: %s',
  async (version, back) => {
    const { xend, get, post } = await start(version)
    await post(web, 'op=device_destroy&type=vbd&dev=51712&force=0&rm_cfg=1')
    expect(await get(web)).not.toContain('vbd')
    xend.end('web', 'poweroff')
    expect((await get(web)).includes('vbd')).toBe(back)
  },
)

test('which CPUs is told and taken in another way by each', async () => {
  const pinned = (cpus: string) => larger.replace('(vcpus 2)', `(vcpus 2)(cpus ${cpus})`)
  const old = await start('3.0.4')
  old.xend.end('web', 'poweroff')
  await old.define(pinned("'1,3'"))
  expect(await old.get(web)).toContain('(cpus (1 3))')
  expect(await old.define(pinned('(1 3)'))).toContain('split')
  const later = await start('3.1')
  later.xend.end('web', 'poweroff')
  await later.define(pinned("'1,3'"))
  expect(await later.get(web)).not.toContain('(cpus ')
  expect(later.xend.domain('web')?.cpus).toEqual([
    [1, 3],
    [1, 3],
  ])
  const latest = await start('4.1')
  latest.xend.end('web', 'poweroff')
  await latest.define(pinned('((1) (2 3))'))
  expect(await latest.get(web)).toContain('(cpus ((1) (2 3)))')
})

test.each([
  ['3.0.4', '(vcpus 1)', '(vcpu_avail 1)'],
  ['3.1', '(vcpus 2)', '(vcpu_avail 1)'],
  ['4.1', '(vcpus 1)', '(vcpu_avail 1)'],
] as const)('on %s fewer vCPUs of one that is off are %s %s', async (version, most, mask) => {
  const { xend, get, post } = await start(version)
  xend.end('web', 'poweroff')
  await post(web, 'op=set_vcpus&vcpus=1')
  const told = await get(web)
  expect(told).toContain(most)
  expect(told).toContain(mask)
})
