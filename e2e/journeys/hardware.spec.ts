import type { Locator, Page } from '@playwright/test'
import { type LabDaemon, startDaemon } from '../lab/daemon.ts'
import { whyNoLab } from '../lab/possible.ts'
import { type Api, expect, test } from './fixtures.ts'

const machine = '6695eb01-f6a4-8304-79aa-97f2502e193f'
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const row = (page: Page, name: string) => page.getByRole('tab', { name })
const card = (page: Page, heading: string) =>
  page
    .getByRole('tabpanel')
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: heading, exact: true }) })
const apply = (page: Page, heading: string) =>
  card(page, heading).getByRole('button', { name: 'Apply' })
/** A choice among a few; its radio button is out of sight, under its words. */
const pick = (within: Locator, choice: string) => within.getByText(choice, { exact: true }).click()

test.describe('the hardware of the built-in test machine', () => {
  test.beforeEach(async ({ page, api }) => {
    const connection = await api.open('test:///default')
    await page.goto(`/connections/${connection}/domains/${machine}`)
    await page.getByRole('link', { name: 'Hardware', exact: true }).click()
    await expect(row(page, 'CPUs')).toBeVisible()
  })

  test('is listed as virt-manager does; the arrows choose, and the address keeps what is chosen', async ({
    page,
  }) => {
    await expect(page.getByRole('tab')).toHaveText([
      'CPUs',
      'Memory',
      'VirtIO Disk 1',
      'NIC :dd:ee:ff',
      'Memory balloon',
    ])
    await row(page, 'CPUs').focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await expect(row(page, 'VirtIO Disk 1')).toBeFocused()
    await expect(page).toHaveURL(/device=disk-vda/)
    await page.reload()
    const panel = page.getByRole('tabpanel', { name: 'VirtIO Disk 1' })
    await expect(panel).toContainText('/guest/diskimage1')
    await expect(panel.getByRole('region', { name: 'XML of VirtIO Disk 1' })).toContainText(
      "<target dev='vda' bus='virtio'/>",
    )
    await page.setViewportSize({ width: 360, height: 740 })
    await page.getByRole('combobox', { name: 'Hardware' }).selectOption('NIC :dd:ee:ff')
    await expect(page.getByRole('tabpanel')).toContainText('aa:bb:cc:dd:ee:ff')
  })

  test('has fewer vCPUs when asked for, and never more than its definition allows', async ({
    page,
  }) => {
    const count = page.getByLabel('vCPU allocation')
    await expect(count).toHaveValue('2')
    await expect(apply(page, 'CPUs')).toHaveAccessibleDescription('Nothing is changed.')
    await count.fill('3')
    await expect(page.getByText('At most 2: so many its definition allows.').first()).toBeVisible()
    await count.fill('1')
    await apply(page, 'CPUs').click()
    await expect(page.getByRole('region', { name: 'Virtual CPUs' }).getByRole('row')).toHaveCount(2)
    await expect(count).toHaveValue('1')
  })

  test('pins a vCPU to a set of the host’s CPUs', async ({ page }) => {
    await button(page, 'Pin vCPU 0').click()
    const dialog = page.getByRole('dialog', { name: 'Pin vCPU 0 of test' })
    await dialog.getByLabel('CPUs').fill('0-16')
    await expect(dialog.getByText('The host has no CPU 16: its last is 15.').first()).toBeVisible()
    await dialog.getByLabel('CPUs').fill('0-3,5,^2')
    await page.keyboard.press('Enter')
    // libvirt's test driver pins what runs, and keeps nothing of it
    await expect(dialog.getByRole('alert')).toContainText('cannot do that')
    await pick(dialog, 'Only now')
    await dialog.getByRole('button', { name: 'Pin' }).click()
    await expect(dialog).toBeHidden()
    await expect(page.getByRole('row').filter({ hasText: '0-1,3,5' })).toContainText('running')
    await page.reload()
    await expect(page.getByRole('cell', { name: '0-1,3,5' })).toBeVisible()
  })

  test('is asked for another weight in the host’s scheduler, and shows what the host has', async ({
    page,
  }) => {
    await expect(card(page, 'Scheduling')).toContainText('fair')
    await page.getByLabel('weight').fill('much')
    await expect(apply(page, 'Scheduling')).toHaveAccessibleDescription('A number is needed.')
    await page.getByLabel('weight').fill('61')
    await pick(card(page, 'Scheduling'), 'Only now')
    await apply(page, 'Scheduling').click()
    // libvirt's test driver looks at what it is told and forgets it
    await expect(page.getByLabel('weight')).toHaveValue('50')
    await expect(apply(page, 'Scheduling')).toHaveAccessibleDescription('Nothing is changed.')
    await button(page, 'Tasks').click()
    await expect(page.getByRole('dialog', { name: 'Tasks' })).toContainText(
      'schedinfo test --set weight=61',
    )
  })

  test('has less memory now; its maximum changes only while it is off', async ({ page }) => {
    await row(page, 'Memory').first().click()
    const amount = (heading: string) => card(page, heading).getByLabel('Memory', { exact: true })
    await amount('Current allocation').fill('9')
    await expect(page.getByText('At most 8 GiB: its maximum allocation.').first()).toBeVisible()
    await amount('Current allocation').fill('1')
    await apply(page, 'Current allocation').click()
    await expect(card(page, 'Memory')).toContainText('Now1 GiB')
    await expect(apply(page, 'Maximum allocation')).toHaveAccessibleDescription(
      'It is running: shut it down or force it off first.',
    )
    await button(page, 'Shut down').click()
    await expect(page.getByRole('status', { name: 'State' })).toContainText('Shut off')
    await card(page, 'Maximum allocation').getByLabel('Unit').selectOption('MiB')
    await expect(amount('Maximum allocation')).toHaveValue('8192')
    await amount('Maximum allocation').fill('4096')
    await apply(page, 'Maximum allocation').click()
    await expect(card(page, 'Memory')).toContainText('At most4 GiB')
  })

  test('cannot get or lose devices there, and says so', async ({ page }) => {
    const why = 'This hypervisor cannot do that.'
    await expect(button(page, 'Add hardware…')).toHaveAccessibleDescription(why)
    await row(page, 'NIC').click()
    await expect(button(page, 'Remove…')).toHaveAccessibleDescription(why)
  })
})

const reason = whyNoLab()

test.describe('the hardware of a real guest', () => {
  test.skip(reason !== null, `no real libvirtd here: ${reason}`)
  let daemon: LabDaemon
  test.beforeAll(async () => {
    daemon = await startDaemon()
  })
  test.afterAll(() => daemon.stop())

  const truth = (name: string, ...more: string[]) =>
    expect.poll(() => daemon.virsh('dumpxml', name, ...more))

  /** Defines a guest, runs it where that is wished, and looks at its hardware. */
  async function look(page: Page, api: Api, name: string, runs: boolean) {
    await daemon.defineQemu(name, { usb: true })
    if (runs) await daemon.virsh('start', name)
    const connection = await api.open(daemon.uri('qemu', '/system'))
    const uuid = (await daemon.virsh('domuuid', name)).trim()
    await page.goto(`/connections/${connection}/domains/${uuid}/hardware`)
    await expect(page.getByRole('status', { name: 'State' })).toContainText(
      runs ? 'Running' : 'off',
    )
    await expect(row(page, 'CPUs')).toBeVisible()
  }

  test('a disk comes and goes while it runs', async ({ page, api }) => {
    await look(page, api, 'carr', true)
    await button(page, 'Add hardware…').click()
    const add = page.getByRole('dialog', { name: 'Add hardware to carr' })
    await expect(add.getByLabel('Target')).toHaveValue('vdb')
    await add.getByLabel('Path').fill('/var/lib/libvirt/missing.img')
    await expect(add.getByLabel('Format')).toHaveValue('raw')
    await add.getByLabel('Bus').selectOption('usb')
    await add.getByLabel('Target').fill('vda')
    await expect(add.getByText('There is a disk vda already.').first()).toBeVisible()
    await add.getByLabel('Target').fill('sdb')
    await button(page, 'Add').click()
    await expect(add.getByRole('alert')).toContainText('The host refused')
    await add.getByLabel('Path').fill('/var/lib/libvirt/boot.img')
    await add.getByText('Read-only').click()
    await button(page, 'Add').click()
    await expect(add).toBeHidden()
    await expect(row(page, 'USB Disk 1')).toHaveAttribute('aria-selected', 'true')
    await truth('carr').toContain("<target dev='sdb' bus='usb'/>")
    await truth('carr', '--inactive').toContain("<target dev='sdb' bus='usb'/>")

    await button(page, 'Remove…').click()
    const remove = page.getByRole('dialog', { name: 'Remove USB Disk 1 of carr?' })
    await expect(remove).toContainText('What is stored on a disk stays on its host.')
    await expect(button(page, 'Cancel')).toBeFocused()
    await pick(remove, 'Only now')
    await remove.getByRole('button', { name: 'Remove' }).click()
    await expect(remove).toBeHidden()
    await truth('carr').not.toContain("dev='sdb'")
    await truth('carr', '--inactive').toContain("dev='sdb'")
    await expect(row(page, 'USB Disk 1')).toContainText('added after next start')
    await daemon.virsh('destroy', 'carr')
  })

  test('a network card and a device by its XML wait for the next start', async ({ page, api }) => {
    await look(page, api, 'linn', true)
    await button(page, 'Add hardware…').click()
    await pick(page.getByRole('dialog'), 'Network card')
    await page.getByLabel('Network source').selectOption('Bridge of the host')
    await page.getByLabel('Bridge', { exact: true }).fill('br7')
    await page.getByLabel('MAC address').fill('52:54:00:00:00:0A')
    await pick(page.getByRole('dialog'), 'After next start')
    await button(page, 'Add').click()
    await expect(row(page, 'NIC :00:00:0a')).toContainText('added after next start')
    await truth('linn', '--inactive').toContain("<source bridge='br7'/>")
    await truth('linn').not.toContain('br7')

    await button(page, 'Add hardware…').click()
    await pick(page.getByRole('dialog'), 'By its XML')
    const xml = page.getByRole('textbox', { name: 'XML' })
    await xml.fill("<rng model='virtio'>\n  <backend>\n</rng>")
    await expect(page.getByText(/^Line 3, column \d+: It is not XML/).first()).toBeVisible()
    await xml.fill("<rng model='virtio'><backend model='random'>/dev/urandom</backend></rng>")
    await pick(page.getByRole('dialog'), 'After next start')
    await button(page, 'Add').click()
    await expect(row(page, 'RNG')).toContainText('added after next start')

    await row(page, 'NIC').click()
    await expect(page.getByRole('tabpanel')).toContainText(
      'The machine has it after its next start.',
    )
    await button(page, 'Remove…').click()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
    await truth('linn', '--inactive').not.toContain('br7')
    await expect(row(page, 'NIC')).toHaveCount(0)
    await daemon.virsh('destroy', 'linn')
  })

  test('what virsh changes elsewhere shows here by itself', async ({ page, api }) => {
    await look(page, api, 'tarn', false)
    await expect(page.getByLabel('vCPU allocation')).toHaveValue('1')
    await daemon.virsh('setvcpus', 'tarn', '4', '--maximum', '--config')
    // of that libvirt tells nobody, but of a definition that is changed it does
    await daemon.virsh('desc', 'tarn', '--config', '--title', 'A small lake')
    await expect(page.getByText('Of at most 4.')).toBeVisible()
    await page.getByLabel('vCPU allocation').fill('3')
    await apply(page, 'CPUs').click()
    await truth('tarn').toContain("<vcpu placement='static' current='3'>4</vcpu>")
    await row(page, 'VirtIO Disk 1').click()
    await expect(page.getByRole('tabpanel')).toContainText('/var/lib/libvirt/boot.img')
    await button(page, 'Remove…').click()
    await expect(page.getByText('It takes effect after the next start.')).toBeVisible()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
    await expect(row(page, 'VirtIO Disk 1')).toHaveCount(0)
    await truth('tarn').not.toContain('boot.img')
  })
})
