import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { type LabDaemon, startDaemon } from '../lab/daemon.ts'
import { linuxFiles, linuxGuestXml, prompt, screen, vncOn } from '../lab/linux-guest.ts'
import { whyNoLab } from '../lab/possible.ts'
import { expect, test } from './fixtures.ts'

const reason = whyNoLab()
test.skip(reason !== null, `no real libvirtd here: ${reason}`)

let daemon: LabDaemon
test.beforeAll(async () => {
  daemon = await startDaemon()
})
test.afterAll(() => daemon.stop())

/** On the machine's side of the daemon's namespaces, where the server under test is. */
const onSocket = (name: string) =>
  vncOn(`<listen type='socket' socket='${path.join(daemon.folder, `${name}.vnc`)}'/>`)

/** Defines a Linux guest with a VNC display and runs it. Resolves to its uuid. */
async function runLinux(name: string, display = onSocket(name)): Promise<string> {
  const file = path.join(daemon.folder, `${name}.xml`)
  writeFileSync(file, linuxGuestXml({ name, devices: display + screen }, linuxFiles()))
  await daemon.virsh('define', file)
  await daemon.virsh('start', name)
  return (await daemon.virsh('domuuid', name)).trim()
}

const consoleOf = (connection: string, uuid: string, which = '') =>
  `/connections/${connection}/domains/${uuid}/console${which && `?console=${which}`}`

/** The same with a SPICE display, which asks for a password that only its definition has. */
const spiceOnSocket = (name: string) =>
  `<graphics type='spice' passwd='hidden'><listen type='socket' socket='${path.join(daemon.folder, `${name}.spice`)}'/></graphics>`

/** How many colours the guest's screen has: none is drawn, or a whole text is. */
const coloursOf = (page: Page, kind = 'vnc'): Promise<number> =>
  page.locator(`[data-console=${kind}] canvas`).evaluate((canvas: HTMLCanvasElement) => {
    const { width, height } = canvas
    if (width * height === 0) return 0
    const pixels = canvas.getContext('2d')?.getImageData(0, 0, width, height).data ?? []
    const colours = new Set<number>()
    for (let at = 0; at < pixels.length; at += 4) {
      colours.add(((pixels[at] ?? 0) << 16) | ((pixels[at + 1] ?? 0) << 8) | (pixels[at + 2] ?? 0))
    }
    return colours.size
  })

const terminal = (page: Page) => page.locator('[data-console=text] .xterm-rows')

/** A guest keeps nothing of what it said to nobody: asked again, its shell shows its prompt. */
async function answers(page: Page) {
  await page.locator('[data-console=text] textarea').focus()
  await expect(async () => {
    await page.keyboard.press('Enter')
    await expect(terminal(page)).toContainText(prompt.trim(), { timeout: 1_000 })
  }).toPass({ timeout: 30_000 })
}

async function typeText(page: Page, text: string, keyboard = 'English (US)') {
  await page.getByRole('button', { name: 'Type a text' }).click()
  const dialog = page.getByRole('dialog', { name: 'Type a text' })
  await dialog.getByLabel('Text', { exact: true }).fill(text)
  await dialog.getByLabel('The guest’s keyboard').selectOption(keyboard)
  await dialog.getByRole('button', { name: 'Type it' }).click()
}

test('the shell on the serial port answers in the page', async ({ page, api }) => {
  const connection = await api.open(daemon.uri('qemu', '/system'))
  const uuid = await runLinux('brook')
  await page.goto(consoleOf(connection, uuid, 'text-serial0'))
  await answers(page)
  await page.keyboard.type('echo $((6*7))-yes\n')
  await expect(terminal(page)).toContainText('42-yes')
})

test('the boot is seen on the display, and what is typed there reaches the guest', async ({
  page,
  api,
}) => {
  const connection = await api.open(daemon.uri('qemu', '/system'))
  const uuid = await runLinux('weir')
  await page.goto(consoleOf(connection, uuid))
  await expect.poll(() => coloursOf(page), { timeout: 30_000 }).toBeGreaterThan(1)
  const serial = await page.context().newPage()
  await serial.goto(consoleOf(connection, uuid, 'text-serial0'))
  await answers(serial)
  await page.bringToFront()
  await typeText(page, 'echo "Seen_on" screen > /dev/ttyS0\n')
  await expect(terminal(serial)).toContainText('Seen_on screen', { timeout: 10_000 })
  // the guest believes to have a keyboard of the US: what a German one has at these places is this line there
  await typeText(page, 'echo yz? : -dev-ttzS0\n', 'German')
  await expect(terminal(serial)).toContainText('zy_', { timeout: 10_000 })
  await page.locator('[data-console=vnc] canvas').click()
  await page.keyboard.type('poweroff -f\n')
  await expect(page.getByText('It is off')).toBeVisible()
})

test('a machine that is off says so, and its screen comes once it runs', async ({ page, api }) => {
  const connection = await api.open(daemon.uri('qemu', '/system'))
  const uuid = await runLinux('ford')
  await daemon.virsh('destroy', 'ford')
  await page.goto(consoleOf(connection, uuid))
  await page.getByRole('main').getByRole('button', { name: 'Run', exact: true }).last().click()
  await expect.poll(() => coloursOf(page), { timeout: 30_000 }).toBeGreaterThan(1)
  await daemon.virsh('destroy', 'ford')
  await expect(page.getByText('It is off')).toBeVisible()
})

test('a SPICE display is seen in the page, and keys reach the guest', async ({ page, api }) => {
  const connection = await api.open(daemon.uri('qemu', '/system'))
  const uuid = await runLinux('beck', spiceOnSocket('beck'))
  const serial = await page.context().newPage()
  await serial.goto(consoleOf(connection, uuid, 'text-serial0'))
  await answers(serial)
  await page.bringToFront()
  await page.goto(consoleOf(connection, uuid))
  await expect.poll(() => coloursOf(page, 'spice'), { timeout: 30_000 }).toBeGreaterThan(1)
  await page.locator('[data-console=spice] canvas').click()
  await page.keyboard.type('poweroff -f\n', { delay: 30 })
  await expect(page.getByText('It is off')).toBeVisible()
})
