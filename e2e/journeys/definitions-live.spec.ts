import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { type LabDaemon, startDaemon } from '../lab/daemon.ts'
import { guestXml } from '../lab/guest.ts'
import { whyNoLab } from '../lab/possible.ts'
import { expect, test } from './fixtures.ts'
import { button, heading, state } from './machine-page.ts'

const reason = whyNoLab()
test.skip(reason !== null, `no real libvirtd here: ${reason}`)

let daemon: LabDaemon
test.beforeAll(async () => {
  daemon = await startDaemon()
})
test.afterAll(() => daemon.stop())

test('what is written here virsh has, and a password that nobody sees stays', async ({
  page,
  api,
}) => {
  await daemon.defineQemu('ford', { screen: true })
  const file = path.join(daemon.folder, 'lib/ford.xml')
  const xml = await daemon.virsh('dumpxml', 'ford')
  writeFileSync(file, xml.replace("<graphics type='vnc'", "<graphics type='vnc' passwd='eddies'"))
  await daemon.virsh('define', file)
  const secure = () => daemon.virsh('dumpxml', '--security-info', 'ford')
  expect(await secure()).toContain("passwd='eddies'")

  const connection = await api.open(daemon.uri('qemu', '/system'))
  const uuid = (await daemon.virsh('domuuid', 'ford')).trim()
  await page.goto(`/connections/${connection}/domains/${uuid}/xml?edit=yes`)
  const editor = page.getByRole('textbox', { name: 'Definition of ford' })
  await expect(editor).toHaveValue(/<graphics/)
  await expect(editor).not.toHaveValue(/eddies/)
  await editor.fill(
    (await editor.inputValue()).replace('</uuid>', '</uuid>\n  <title>By a page</title>'),
  )
  await button(page, 'Review changes').click()
  const dialog = page.getByRole('dialog', { name: 'Changes of ford' })
  await expect(dialog).toContainText('Passwords of displays are not shown')
  await button(dialog, 'Apply').click()
  await expect(page.getByText('ford has this definition now.')).toBeVisible()
  await expect.poll(secure).toContain('<title>By a page</title>')
  expect(await secure()).toContain("passwd='eddies'")
})

test('what virsh changes meanwhile is seen while it is edited', async ({ page, api }) => {
  await daemon.defineQemu('mill')
  const connection = await api.open(daemon.uri('qemu', '/system'))
  const uuid = (await daemon.virsh('domuuid', 'mill')).trim()
  await page.goto(`/connections/${connection}/domains/${uuid}/xml?edit=yes`)
  const editor = page.getByRole('textbox', { name: 'Definition of mill' })
  await expect(editor).toHaveValue(/<\/uuid>/)
  await editor.fill((await editor.inputValue()).replace('<uuid>', '<title>Mine</title>\n  <uuid>'))
  await daemon.virsh('setmaxmem', 'mill', '65536', '--config')
  await button(page, 'Take over the host’s change').click()
  await expect(editor).toHaveValue(/Mine[\s\S]*65536/)
})

test('a machine made of what its page begins with runs, as virsh sees it', async ({
  page,
  api,
}) => {
  const connection = await api.open(daemon.uri('qemu', '/system'))
  await page.goto(`/connections/${connection}/new`)
  const editor = page.getByRole('textbox', { name: 'Definition of the new machine' })
  await expect(editor).toHaveValue(/qemu-system/)
  // a little memory is enough for a machine without a system
  await editor.fill((await editor.inputValue()).replace('>1024<', '>64<'))
  await page.getByRole('radio', { name: 'Keep and run it' }).check()
  await button(page, 'Create').click()
  await expect(heading(page, 'machine-1')).toBeVisible()
  await expect(state(page)).toContainText('Running')
  expect((await daemon.virsh('domstate', 'machine-1')).trim()).toBe('running')
  await daemon.virsh('destroy', 'machine-1')
})

test('run once and paused, it waits for Resume and is kept nowhere', async ({ page, api }) => {
  const connection = await api.open(daemon.uri('qemu', '/system'))
  await page.goto(`/connections/${connection}/new`)
  const editor = page.getByRole('textbox', { name: 'Definition of the new machine' })
  await expect(editor).toHaveValue(/qemu-system/)
  await editor.fill(guestXml('eddy', '/var/lib/libvirt/boot.img', {}))
  await page.getByRole('radio', { name: 'Run it once, paused' }).check()
  await button(page, 'Create').click()
  await expect(heading(page, 'eddy')).toBeVisible()
  await expect(state(page)).toContainText('Paused')
  expect(await daemon.virsh('dominfo', 'eddy')).toMatch(/Persistent:\s+no/)
  await button(page, 'Resume').click()
  await expect(state(page)).toContainText('Running')
  await daemon.virsh('destroy', 'eddy')
})
