import { expect, test } from 'vitest'
import { FakeClock } from '../../../lib/fake-clock.ts'
import { planFor } from '../../../lib/libvirt/plan.ts'
import { isRefused } from '../../../lib/libvirt/plan-types.ts'
import { unattended } from '../../../lib/libvirt/unattended.ts'
import { parseUri } from '../../../lib/libvirt/uri.ts'
import type { OpenOptions } from '../driver.ts'
import { driverOpener } from '../open.ts'
import { showcasePath, showcaseUri } from './showcase.ts'
import { Worlds } from './worlds.ts'

const root = process.cwd()
const folders = [showcasePath(root).replace(/[^/]*$/, '')]
const nothing = async () => {
  throw new Error('nothing is dialled')
}
const open = driverOpener(new Worlds({ clock: new FakeClock(), hostname: 'here', folders }), {
  dial: nothing,
  openRedial: nothing,
  clock: new FakeClock(),
  env: {},
})

function planOf(text: string, readOnly = false) {
  const parsed = parseUri(text)
  if (!parsed.ok) throw new Error(text)
  const plan = planFor(parsed.uri, { uid: 0, readOnly, env: {}, libvirtConf: null, sockets: [] })
  if (isRefused(plan)) throw new Error(plan.refused)
  return plan
}

const options = (change: Partial<OpenOptions> = {}): OpenOptions => ({
  readOnly: false,
  signal: new AbortController().signal,
  progress: () => {},
  asker: unattended,
  ...change,
})

test('test:///default opens, and says how far it is', async () => {
  const rungs: string[] = []
  const progress = (rung: string) => void rungs.push(rung)
  const driver = await open(planOf('test:///default'), options({ progress }))
  expect(rungs).toEqual(['opening', 'listing'])
  const { hypervisor, hostname, version, libraryVersion } = driver
  expect({ hypervisor, hostname, version, libraryVersion }).toEqual({
    hypervisor: 'TEST',
    hostname: 'here',
    version: '0.0.2',
    libraryVersion: '9.0.0',
  })
  await driver.close()
})

test('the showcase opens by its address', async () => {
  const driver = await open(planOf(showcaseUri(root)), options())
  expect(await driver.networks?.list()).toHaveLength(2)
  await driver.close()
})

test('a plan that is for reading only is opened so', async () => {
  const driver = await open(planOf('test:///default', true), options())
  expect(driver.domains.screenshot).toBeNull()
  await driver.close()
})

test('a file outside of the folders is not opened', async () => {
  await expect(open(planOf('test:///etc/passwd'), options())).rejects.toMatchObject({
    code: 'uri.forbidden',
  })
})

test('an opening that is called off ends with why', async () => {
  const signal = AbortSignal.abort('enough')
  await expect(open(planOf('test:///default'), options({ signal }))).rejects.toBe('enough')
})
