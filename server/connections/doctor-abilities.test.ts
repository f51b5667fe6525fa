import { expect, test } from 'vitest'
import { systemClock } from '../../lib/clock.ts'
import { Failure } from '../../lib/failure.ts'
import { FakeClock } from '../../lib/fake-clock.ts'
import type { Driver } from '../drivers/driver.ts'
import { abilitiesOf } from './doctor-abilities.ts'
import { FakeDriver } from './fake-driver.ts'

const none = { list: async () => [], xml: async () => '' }
const unsupported = { ...none, list: () => Promise.reject(new Failure('host.unsupported')) }
const broken = { ...none, list: () => Promise.reject(new Failure('host.refused')) }
const capabilities = (guests: string) => ({
  report: async () => Promise.reject(new Failure('host.unsupported')),
  capabilities: async () => `<capabilities>${guests}</capabilities>`,
})
const guest = (arch: string, ...types: string[]) =>
  `<guest><os_type>hvm</os_type><arch name='${arch}'>${types.map((type) => `<domain type='${type}'/>`).join('')}</arch></guest>`

/** A driver that has of its own only what is given. */
function driverWith(given: Partial<Record<keyof Driver, unknown>>): Driver {
  const driver = new FakeDriver([])
  return new Proxy(driver, {
    get: (target, name) =>
      name in given ? given[name as keyof Driver] : Reflect.get(target, name, target),
  })
}

test('what a host answers it can, what it refuses as unsupported or lacks it cannot', async () => {
  const node = capabilities(guest('x86_64', 'qemu', 'kvm') + guest('i686', 'qemu'))
  const driver = driverWith({ node, networks: none, interfaces: unsupported })
  expect(await abilitiesOf(driver, false, systemClock)).toEqual({
    finding:
      'It runs qemu (x86_64, i686), kvm (x86_64). It tells of figures, networks. It has no storage, interfaces, devices.',
    warnings: [],
  })
})

test('what fails otherwise is a warning, and so is what never comes', async () => {
  const clock = new FakeClock()
  const silent = { ...none, list: () => new Promise(() => {}) }
  const abilities = abilitiesOf(driverWith({ networks: broken, nodeDevices: silent }), false, clock)
  await clock.advance(10_000)
  expect((await abilities).warnings).toEqual([
    'It did not answer when asked for its networks.',
    'It did not answer when asked for its devices.',
  ])
  expect(clock.sleeping).toBe(0)
})

test('read-only is said', async () => {
  expect((await abilitiesOf(new FakeDriver([]), true, systemClock)).finding).toContain('Read-only')
})

test('what a host says of itself is not repeated at length, nor when it is no word', async () => {
  const many = Array.from({ length: 40 }, (_, at) => guest(`arch${at}`, 'qemu')).join('')
  const odd = guest('x'.repeat(9_000), 'qemu') + guest('x86_64', 'a b', 'lxc')
  const { finding } = await abilitiesOf(
    driverWith({ node: capabilities(many + odd) }),
    false,
    systemClock,
  )
  expect(finding).toMatch(
    /^It runs qemu \(arch0, arch1, arch2, arch3 and 37 more\), lxc \(x86_64\)\./,
  )
  const torn = driverWith({ node: { ...capabilities(''), capabilities: async () => '<torn' } })
  expect((await abilitiesOf(torn, false, systemClock)).finding).toMatch(/^It tells of/)
})
