import path from 'node:path'
import type { Page } from '@playwright/test'
import { type Lab, startLab } from '../lab/lab.ts'
import { linuxFiles, linuxGuestXml, screen, vncOn } from '../lab/linux-guest.ts'
import { whyNoLab } from '../lab/possible.ts'
import { answers, coloursOf, consoleOf, terminal } from './console-page.ts'
import { type Api, test as base, claimFirst, expect } from './fixtures.ts'
import { type OwnServer, startServer } from './server.ts'

const reason = whyNoLab()

interface Site {
  lab: Lab<'a' | 'gate'>
  server: OwnServer
  /** Of the one guest, on host `a`: VNC listens for all, SPICE for the host alone. */
  uuid: string
}

const devices = [
  vncOn(`<listen type='address' address='0.0.0.0'/>`),
  `<graphics type='spice' autoport='yes' passwd='hidden'><listen type='address' address='127.0.0.1'/></graphics>`,
  screen,
].join('')
const [vnc, spice] = ['display-0', 'display-1']

const test = base.extend<object, Site>({
  lab: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern
    async ({}, use) => {
      const lab = await startLab({ a: {}, gate: { daemon: 'none' } })
      await use(lab)
      await lab.stop()
    },
    { scope: 'worker' },
  ],
  uuid: [
    async ({ lab }, use) => {
      const definition = linuxGuestXml({ name: 'seen', devices }, linuxFiles())
      lab.hosts.a.write('/var/lib/libvirt/seen.xml', definition)
      await lab.hosts.a.virsh('create', path.join(lab.hosts.a.machine.folder, 'lib/seen.xml'))
      await use((await lab.hosts.a.virsh('domuuid', 'seen')).trim())
    },
    { scope: 'worker' },
  ],
  server: [
    async ({ lab }, use) => {
      const home = { HOME: lab.client.home, XDG_CONFIG_HOME: '', SSH_AUTH_SOCK: '' }
      const server = await startServer(home)
      await claimFirst(server)
      await use(server)
      await server.remove()
    },
    { scope: 'worker' },
  ],
})
test.skip(reason !== null, `no real hosts here: ${reason}`)

/** Opens the shell on the serial port in a page, and shows how to open others beside it. */
async function shellOf(page: Page, api: Api, uri: string, uuid: string) {
  const connection = await api.open(uri)
  await page.goto(consoleOf(connection, uuid, 'text-serial0'))
  await answers(page)
  return async (which: string) => {
    const other = await page.context().newPage()
    await other.goto(consoleOf(connection, uuid, which))
    return other
  }
}

/** The screen shows a text, and what is typed there comes out of the serial port, which `shell` shows. */
async function reaches(shell: Page, seen: Page, kind: 'vnc' | 'spice'): Promise<void> {
  await expect.poll(() => coloursOf(seen, kind), { timeout: 30_000 }).toBeGreaterThan(1)
  await seen.bringToFront()
  await seen.locator(`[data-console=${kind}] canvas`).click()
  const slowly = { delay: 30 }
  await seen.keyboard.type('tee /dev/tty', slowly)
  await seen.keyboard.press('Shift+KeyS', slowly)
  await seen.keyboard.type(`0\nsaid by ${kind}\n`, slowly)
  await seen.keyboard.press('Control+KeyC', slowly)
  await shell.bringToFront()
  await expect(terminal(shell)).toContainText(`said by ${kind}`)
}

test('over SSH: shell, VNC and SPICE, and still one connection to the host', async ({
  page,
  api,
  lab,
  uuid,
}) => {
  const uri = lab.uri('a', 'ssh', '/system', { user: 'keyed' })
  const beside = await shellOf(page, api, uri, uuid)
  const [first, second] = [await beside(vnc), await beside(spice)]
  await reaches(page, first, 'vnc')
  await reaches(page, second, 'spice')
  const list = await page.context().newPage()
  await list.goto('/')
  await expect(list.getByRole('row').filter({ hasText: 'seen' })).toContainText('Running')
  expect(await lab.hosts.a.connections(22)).toHaveLength(1)
})

test('over SSH by way of a jump host: shell, VNC and SPICE', async ({ page, api, lab, uuid }) => {
  const uri = 'qemu+ssh://keyed@a.inner/system'
  const beside = await shellOf(page, api, uri, uuid)
  const [first, second] = [await beside(vnc), await beside(spice)]
  await reaches(page, first, 'vnc')
  await reaches(page, second, 'spice')
  const fromGate = async () =>
    (await lab.hosts.a.connections(22)).map((line) => line.includes(lab.hosts.gate.address))
  await expect.poll(fromGate).toEqual([true])
})

test('over SSH without forwarding: the shell, and the screen says why not', async ({
  page,
  api,
  lab,
  uuid,
}) => {
  const uri = lab.uri('a', 'ssh', '/system', { user: 'closed' })
  const beside = await shellOf(page, api, uri, uuid)
  const refused = await beside(vnc)
  await expect(refused.getByRole('main').getByRole('alert')).toContainText('AllowTcpForwarding')
})

test('over TLS: the shell, the display that listens for all, and a way to mend the other', async ({
  page,
  api,
  lab,
  uuid,
}) => {
  const beside = await shellOf(page, api, lab.uri('a', 'tls', '/system'), uuid)
  await reaches(page, await beside(vnc), 'vnc')
  const other = await beside(spice)
  await expect(other.getByText('Out of reach from here')).toBeVisible()
  await expect(other.getByText(/It listens for its own host only/)).toBeVisible()
  await expect(other.getByRole('button', { name: /[Ll]isten/ })).toBeVisible()
})
