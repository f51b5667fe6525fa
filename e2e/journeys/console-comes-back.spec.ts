import path from 'node:path'
import { append } from '../lab/host-files.ts'
import { type Lab, startLab } from '../lab/lab.ts'
import { linuxFiles, linuxGuestXml, screen, vncOn } from '../lab/linux-guest.ts'
import { whyNoLab } from '../lab/possible.ts'
import { coloursOf, consoleOf, terminal } from './console-page.ts'
import { test as base, expect } from './fixtures.ts'

const reason = whyNoLab()

/** Two hosts on one machine would have its identity both, and a host sends no guest to itself. */
const named = (end: string) => ({
  settings: [`host_uuid = "00000000-0000-4000-8000-00000000000${end}"`],
})
const devices = vncOn(`<listen type='address' address='0.0.0.0'/>`) + screen

const test = base.extend<object, { lab: Lab<'a' | 'b'>; uuid: string }>({
  lab: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern
    async ({}, use) => {
      const lab = await startLab({ a: named('a'), b: named('b') })
      const { a, b } = lab.hosts
      append(a.machine, '/etc/hosts', [`${b.address} b`])
      append(b.machine, '/etc/hosts', [`${a.address} a`])
      await use(lab)
      await lab.stop()
    },
    { scope: 'worker' },
  ],
  uuid: [
    async ({ lab: { hosts } }, use) => {
      hosts.a.write(
        '/var/lib/libvirt/nomad.xml',
        linuxGuestXml({ name: 'nomad', devices }, linuxFiles()),
      )
      await hosts.a.virsh('define', path.join(hosts.a.machine.folder, 'lib/nomad.xml'))
      await hosts.a.virsh('start', 'nomad')
      await use((await hosts.a.virsh('domuuid', 'nomad')).trim())
    },
    { scope: 'worker' },
  ],
})
test.skip(reason !== null, `no real hosts here: ${reason}`)

test('a console comes back by itself, and follows its machine to another host', async ({
  page,
  api,
  lab,
  uuid,
}) => {
  // a guest boots four times in it
  test.slow()
  const { a, b } = lab.hosts
  const connection = await api.open(lab.uri('a', 'tcp', '/system'), { name: 'North' })
  await page.goto(consoleOf(connection, uuid, 'text-serial0'))
  const seen = await page.context().newPage()
  await seen.goto(consoleOf(connection, uuid))
  const shown = () => expect.poll(() => coloursOf(seen), { timeout: 30_000 }).toBeGreaterThan(1)
  /** Both are there, and the shell says what nothing before it has said. */
  const works = async (word: string) => {
    await shown()
    await page.bringToFront()
    await expect(async () => {
      await page.locator('[data-console=text] textarea').focus({ timeout: 2_000 })
      await page.keyboard.type(`\necho ${word}-$((6*7))\n`)
      await expect(terminal(page)).toContainText(`${word}-42`, { timeout: 2_000 })
    }).toPass({ timeout: 40_000 })
  }
  await works('first')

  await page.keyboard.type('reboot -f\n')
  await works('rebooted')

  await a.kill9()
  await expect(page.getByText('Its host is out of reach')).toBeVisible()
  await a.startDaemon()
  await works('restarted')

  await a.virsh('destroy', 'nomad')
  for (const one of [page, seen]) await expect(one.getByText('It is off')).toBeVisible()
  await a.virsh('start', 'nomad')
  await works('started')

  const there = await api.open(lab.uri('b', 'tcp', '/system'), { name: 'South' })
  await a.virsh(
    'migrate',
    '--live',
    '--p2p',
    '--persistent',
    '--undefinesource',
    'nomad',
    'qemu+tcp://b/system',
  )
  for (const one of [page, seen]) {
    await expect(one.getByRole('heading', { name: 'This machine is gone' })).toBeVisible()
    await one.getByRole('link', { name: 'It runs on South now' }).click()
    await expect(one).toHaveURL(new RegExp(`/connections/${there}/domains/${uuid}/console`))
  }
  await works('moved')
  await b.virsh('destroy', 'nomad')
  await expect(page.getByText('It is off')).toBeVisible()
})
