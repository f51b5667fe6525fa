import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { type LabDaemon, startDaemon } from '../lab/daemon.ts'
import { whyNoLab } from '../lab/possible.ts'
import { coloursOf, consoleOf } from './console-page.ts'
import { expect, test } from './fixtures.ts'

const reason = whyNoLab()
test.skip(reason !== null, `no real libvirtd here: ${reason}`)

let daemon: LabDaemon
test.beforeAll(async () => {
  daemon = await startDaemon()
})
test.afterAll(() => daemon.stop())

/** No guest runs in it but its firmware, which writes on the screen that it finds nothing to start. */
const bare = (
  name: string,
) => `<domain type='qemu'><name>${name}</name><memory unit='MiB'>16</memory>
<os><type arch='x86_64' machine='pc'>hvm</type></os><devices>${['vnc', 'spice']
  .map(
    (kind) => `<graphics type='${kind}' passwd='old'>
<listen type='socket' socket='${path.join(daemon.folder, `${name}.${kind}`)}'/></graphics>`,
  )
  .join('')}<video><model type='vga'/></video></devices></domain>`

async function openedBy(page: Page, password: string): Promise<void> {
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Open', exact: true }).click()
}

test('a display whose password nobody told asks for it, and says in place that one is wrong', async ({
  page,
  api,
}) => {
  const file = path.join(daemon.folder, 'ladder.xml')
  writeFileSync(file, bare('ladder'))
  await daemon.virsh('create', file)
  const uuid = (await daemon.virsh('domuuid', 'ladder')).trim()
  const connection = await api.open(daemon.uri('qemu', '/system'))
  for (const [index, kind] of ['vnc', 'spice'].entries()) {
    // QEMU's own from now on, which no definition has
    await daemon.virsh('qemu-monitor-command', 'ladder', '--hmp', `set_password ${kind} sesame`)
    await page.goto(consoleOf(connection, uuid, `display-${index}`))
    const dialog = page.getByRole('dialog', { name: 'This display has a password' })
    await expect(dialog).toContainText('did not take the password of its definition')
    await openedBy(page, 'barley')
    await expect(dialog).toContainText('did not take that password')
    await openedBy(page, 'sesame')
    await expect(dialog).toBeHidden()
    await expect.poll(() => coloursOf(page, kind), { timeout: 15_000 }).toBeGreaterThan(1)
  }
})
