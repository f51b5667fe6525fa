import { type LabDaemon, startDaemon } from '../lab/daemon.ts'
import { whyNoLab } from '../lab/possible.ts'
import { expect, test } from './fixtures.ts'

const reason = whyNoLab()
test.skip(reason !== null, `no real libvirtd here: ${reason}`)

let daemon: LabDaemon
test.beforeAll(async () => {
  daemon = await startDaemon()
  await daemon.defineQemu('weir', { title: 'A guest of the lab' })
})
test.afterAll(() => daemon.stop())

const row = (page: import('@playwright/test').Page, name: string) =>
  page.getByRole('row', { name: new RegExp(`\\b${name}\\b`) })

test('what virsh does elsewhere shows here by itself', async ({ page, api }) => {
  await api.open(daemon.uri('qemu', '/system'))
  await expect(row(page, 'weir')).toContainText('Shut off')
  await daemon.defineQemu('ford')
  await expect(row(page, 'ford')).toContainText('Shut off')
  await daemon.virsh('start', 'ford')
  await expect(row(page, 'ford')).toContainText('Running')
  await daemon.virsh('suspend', 'ford')
  await expect(row(page, 'ford')).toContainText('Paused')
  await daemon.virsh('resume', 'ford')
  await expect(row(page, 'ford')).toContainText('Running')
  await daemon.virsh('destroy', 'ford')
  await expect(row(page, 'ford')).toContainText('Shut off')
  await daemon.virsh('undefine', 'ford')
  await expect(row(page, 'ford')).toHaveCount(0)
})

test('a transient guest vanishes when it is destroyed', async ({ page, api }) => {
  await api.open(daemon.uri('qemu', '/system'))
  await daemon.createQemu('eddy')
  await expect(row(page, 'eddy')).toContainText('Running')
  await daemon.virsh('destroy', 'eddy')
  await expect(row(page, 'eddy')).toHaveCount(0)
})

test('killed, libvirtd is shown as lost and greyed; started again, all is right without a reload', async ({
  page,
  api,
}) => {
  await api.open(daemon.uri('qemu', '/system'))
  await daemon.virsh('start', 'weir')
  await expect(row(page, 'weir')).toContainText('Running')
  await page.evaluate(() => {
    ;(window as { unreloaded?: boolean }).unreloaded = true
  })
  await daemon.kill9()
  await expect(page.getByText(/lost/i).first()).toBeVisible()
  await expect(row(page, 'weir')).toHaveAttribute('data-stale', '')
  await daemon.restart()
  await expect(row(page, 'weir')).not.toHaveAttribute('data-stale', '')
  await daemon.virsh('destroy', 'weir')
  await expect(row(page, 'weir')).toContainText('Shut off')
  expect(await page.evaluate(() => (window as { unreloaded?: boolean }).unreloaded)).toBe(true)
})

test('a world of 1000 machines opens to its complete list', async ({ page, api }) => {
  await api.open(daemon.uri('test', daemon.writeWorld(1000)))
  await expect(page.getByRole('status').getByText('1,000 shown')).toBeVisible()
})
