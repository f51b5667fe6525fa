import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { type LabDaemon, startDaemon } from '../lab/daemon.ts'
import { linuxFiles, linuxGuestXml, screen, vncOn } from '../lab/linux-guest.ts'
import { whyNoLab } from '../lab/possible.ts'
import { answers, coloursOf, consoleOf, terminal } from './console-page.ts'
import { findings } from './findings.ts'
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

/** The same with a SPICE display, which asks for a password that only its definition has. */
const spiceOnSocket = (name: string) =>
  `<graphics type='spice' passwd='hidden'><listen type='socket' socket='${path.join(daemon.folder, `${name}.spice`)}'/></graphics>`

async function typeText(page: Page, text: string, keyboard = 'English (US)') {
  await page.getByRole('button', { name: 'Type a text' }).click()
  const dialog = page.getByRole('dialog', { name: 'Type a text' })
  await dialog.getByLabel('Text', { exact: true }).fill(text)
  await dialog.getByLabel('The guest’s keyboard').selectOption(keyboard)
  await dialog.getByRole('button', { name: 'Type it' }).click()
}

test('the shell on the serial port answers in the page, and reaches nothing else there', async ({
  page,
  api,
}) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  const connection = await api.open(daemon.uri('qemu', '/system'))
  const uuid = await runLinux('brook')
  await page.goto(consoleOf(connection, uuid, 'text-serial0'))
  await answers(page)
  await page.keyboard.type('echo $((6*7))-yes\n')
  await expect(terminal(page)).toContainText('42-yes')

  await page.evaluate(() => navigator.clipboard.writeText('of the person'))
  const title = await page.title()
  const spells = String.raw`\033]0;owned\007\033]52;c;b3duZWQ=\007\033]8;;http://owned.example/\007Press-me\033]8;;\007\007`
  await page.keyboard.insertText(`printf '${spells} not-done' | sed s/not-/all-/`)
  await page.keyboard.press('Enter')
  await expect(terminal(page)).toContainText('all-done')
  page.on('dialog', (dialog) => expect(dialog.message(), 'a guest asks nothing').toBe(''))
  await terminal(page).getByText('Press-me').last().click({ force: true })
  expect(page.context().pages()).toHaveLength(1)
  expect(await page.title()).toBe(title)
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('of the person')

  await page.locator('[data-console=text] textarea').focus()
  await page.evaluate(() => navigator.clipboard.writeText('echo Pasted-"here"'))
  await page.keyboard.press('Control+Shift+v')
  await page.keyboard.press('Enter')
  await expect(terminal(page)).toContainText('Pasted-here')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByRole('menuitem', { name: 'The size of this terminal' }).click()
  await page.keyboard.type('stty size\n')
  await expect(terminal(page)).toContainText(/stty size\s*[1-9]\d* [1-9]\d*/)
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save what was shown' }).click()
  const saved = readFileSync(await (await download).path(), 'utf8')
  expect(saved).toContain('\nPasted-here\n')
  expect(saved).not.toContain('\x1b')
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

/** Where an agent in the guest speaks with whoever has its SPICE display. */
const agentPort = `<channel type='spicevmc'><target type='virtio' name='com.redhat.spice.0'/></channel>`

/** What such an agent says in one message (spice/vd_agent.h), as the shell's printf takes it. */
function agentSays(type: number, data: Buffer): string {
  const bytes = Buffer.alloc(28 + data.length)
  bytes.writeUInt32LE(1, 0) // to the client
  bytes.writeUInt32LE(20 + data.length, 4)
  bytes.writeUInt32LE(1, 8)
  bytes.writeUInt32LE(type, 12)
  bytes.writeUInt32LE(data.length, 24)
  data.copy(bytes, 28)
  return [...bytes].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('')
}

test('a SPICE display is seen in the page; keys, another size and the clipboard pass', async ({
  page,
  api,
}) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  const connection = await api.open(daemon.uri('qemu', '/system'))
  const uuid = await runLinux('beck', spiceOnSocket('beck') + agentPort)
  const serial = await page.context().newPage()
  await serial.goto(consoleOf(connection, uuid, 'text-serial0'))
  await answers(serial)
  await page.bringToFront()
  await page.goto(consoleOf(connection, uuid))
  await expect.poll(() => coloursOf(page, 'spice'), { timeout: 30_000 }).toBeGreaterThan(1)

  const asAgent = async (line: string) => {
    await serial.locator('[data-console=text] textarea').focus()
    await serial.keyboard.insertText(line)
    await serial.keyboard.press('Enter')
  }
  const abilities = Buffer.from([1, 0, 0, 0, 0x62, 0, 0, 0]) // it asks ours; sizes, clipboard
  await asAgent('exec 3<>$(ls /dev/vport*)')
  await asAgent(String.raw`hexdump -v -e '4/4 "%u," "\n"' <&3 &`)
  await asAgent(`printf '${agentSays(6, abilities)}' >&3`)
  await page.bringToFront()
  await page.getByRole('button', { name: 'As it is' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Resize the guest to this page' }).click()
  // a chunk for the agent: one monitor, its height and width in steps of eight
  await expect(terminal(serial)).toContainText(/1,48,1,2,0,0,28,1,0,\d+,\d+,32,/)

  const copied = Buffer.from([0, 0, 0, 0, 1, 0, 0, 0]) // on the clipboard, a text
  const wishes = /1,28,1,8,0,0,8,0,/
  await asAgent(`printf '${agentSays(7, copied)}' >&3; echo not-asked-yet`)
  await expect(terminal(serial)).toContainText('not-asked-yet')
  await page.getByRole('button', { name: 'Clipboard' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Share the clipboard' }).click()
  await expect(terminal(serial)).not.toContainText(wishes)
  await asAgent(`printf '${agentSays(7, copied)}' >&3`)
  await expect(terminal(serial)).toContainText(wishes)
  const text = Buffer.concat([copied, Buffer.from('of the guest')])
  await asAgent(`printf '${agentSays(4, text)}' >&3`)
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('of the guest')

  await page.locator('[data-console=spice] canvas').click()
  await page.keyboard.type('poweroff -f\n', { delay: 30 })
  await expect(page.getByText('It is off')).toBeVisible()
})

test('axe finds nothing on consoles: a screen, a text, one out of reach, one that is off, a window', async ({
  page,
  api,
}) => {
  const connection = await api.open(daemon.uri('qemu', '/system'))
  const hidden = `<graphics type='spice'><listen type='none'/></graphics>`
  const uuid = await runLinux('mere', onSocket('mere') + hidden)
  await page.goto(consoleOf(connection, uuid))
  await expect.poll(() => coloursOf(page), { timeout: 30_000 }).toBeGreaterThan(1)
  expect(await findings(page), 'screen').toEqual([])
  for (const button of ['Type a text', 'Clipboard']) {
    await page.getByRole('button', { name: button }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    expect(await findings(page), button).toEqual([])
    await page.keyboard.press('Escape')
  }
  await page.goto(consoleOf(connection, uuid, 'display-1'))
  await expect(page.getByText('Out of reach from here')).toBeVisible()
  expect(await findings(page), 'out of reach').toEqual([])
  await page.goto(`/console/${connection}/${uuid}?console=text-serial0`)
  await answers(page)
  expect(await findings(page), 'text, in a window').toEqual([])
  await daemon.virsh('destroy', 'mere')
  await expect(page.getByText('It is off')).toBeVisible()
  expect(await findings(page), 'off').toEqual([])
})
