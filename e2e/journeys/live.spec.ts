import type { Page } from '@playwright/test'
import { type LabDaemon, startDaemon } from '../lab/daemon.ts'
import { whyNoLab } from '../lab/possible.ts'
import { expect, test } from './fixtures.ts'
import { button, otherWay as press, row, state } from './machine-page.ts'

const reason = whyNoLab()
test.skip(reason !== null, `no real libvirtd here: ${reason}`)

let daemon: LabDaemon
test.beforeAll(async () => {
  daemon = await startDaemon()
})
test.afterAll(() => daemon.stop())

/** What virsh, which knows nothing of us, says of a guest. */
const truth = (name: string) =>
  expect.poll(async () => (await daemon.virsh('domstate', '--reason', name)).trim())

/** An act of the menu beside “Shut down”, said yes to where it asks. */
async function otherWay(page: Page, name: string, machine: string) {
  await press(page, name)
  if (!name.startsWith('Force')) return
  await button(page.getByRole('dialog', { name: `${name} ${machine}?` }), name).click()
}

test('what virsh does elsewhere shows here by itself', async ({ page, api }) => {
  await api.open(daemon.uri('qemu', '/system'))
  await daemon.defineQemu('ford', { title: 'A guest of the lab' })
  await expect(row(page, 'ford')).toContainText('Shut off')
  await expect(row(page, 'ford')).toContainText('A guest of the lab')
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

test('every action of a machine’s page really happens', async ({ page, api }) => {
  await daemon.defineQemu('weir')
  const connection = await api.open(daemon.uri('qemu', '/system'))
  const uuid = (await daemon.virsh('domuuid', 'weir')).trim()
  await page.goto(`/connections/${connection}/domains/${uuid}`)
  await expect(state(page)).toHaveText('Shut off')

  await button(page, 'Run').click()
  await truth('weir').toBe('running (booted)')
  await button(page, 'Pause').click()
  await truth('weir').toBe('paused (user)')
  await button(page, 'Resume').click()
  await truth('weir').toBe('running (unpaused)')

  await otherWay(page, 'Save', 'weir')
  await truth('weir').toBe('shut off (saved)')
  await expect(state(page)).toHaveText('Saved')
  await button(page, 'Run').click()
  await truth('weir').toBe('running (restored)')
  await expect(state(page)).toHaveText('Running')

  const reboots = async () => {
    const events: { event: string }[] = await api.get(`/connections/${connection}/events`)
    return events.filter(({ event }) => event === 'rebooted').length
  }
  const before = await reboots()
  await otherWay(page, 'Force reset', 'weir')
  await expect.poll(reboots).toBeGreaterThan(before)
  // a guest hears the request once its system is up; until then it is asked again, as a person would
  const reset = await reboots()
  await expect(async () => {
    await otherWay(page, 'Reboot', 'weir')
    await expect.poll(reboots, { timeout: 3_000 }).toBeGreaterThan(reset)
  }).toPass()
  await expect(async () => {
    if ((await state(page).textContent()) !== 'Shut off') await button(page, 'Shut down').click()
    await expect(state(page)).toHaveText('Shut off', { timeout: 3_000 })
  }).toPass()
  await truth('weir').toBe('shut off (shutdown)')

  await button(page, 'Run').click()
  await truth('weir').toBe('running (booted)')
  await otherWay(page, 'Force off', 'weir')
  await truth('weir').toBe('shut off (destroyed)')
  await expect(state(page)).toHaveText('Shut off')
})

test('a transient guest vanishes when it is forced off, and its page says what it was', async ({
  page,
  api,
}) => {
  await api.open(daemon.uri('qemu', '/system'))
  await daemon.createQemu('eddy')
  await row(page, 'eddy').getByRole('link', { name: 'eddy' }).click()
  await expect(page.getByText('none: it vanishes when it stops')).toBeVisible()
  await otherWay(page, 'Force off', 'eddy')
  await expect(page.getByRole('heading', { name: 'This machine is gone' })).toBeVisible()
  await page.getByRole('link', { name: 'All machines', exact: true }).last().click()
  await expect(page.getByRole('heading', { level: 1, name: 'All machines' })).toBeVisible()
  await expect(row(page, 'eddy')).toHaveCount(0)
})

test('the graphs of a running guest fill, and its screen is shown', async ({ page, api }) => {
  await daemon.createQemu('mill', { screen: true, nic: true })
  const connection = await api.open(daemon.uri('qemu', '/system'))
  const uuid = (await daemon.virsh('domuuid', 'mill')).trim()
  await page.goto(`/connections/${connection}/domains/${uuid}`)
  for (const name of ['CPU', 'Disk reads', 'Network in']) {
    const graph = page.getByRole('img', { name: new RegExp(`^${name}: .* now, between`) })
    await expect(graph).toBeVisible()
  }
  const screen = page.getByRole('img', { name: 'The screen of mill' })
  await expect(screen).toBeVisible()
  await expect
    .poll(() => screen.evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBeGreaterThan(100)
  await page.goto(`/connections/${connection}/host`)
  await expect(page.getByRole('img', { name: /^CPU: \d+ % now/ })).toBeVisible()
  await expect(page.getByText('hvm').first()).toBeVisible()
  await page.goto(`/connections/${connection}/screens`)
  await expect(screen).toBeVisible()
  await daemon.virsh('destroy', 'mill')
})

test('killed, libvirtd is shown as lost and greyed; started again, all is right without a reload', async ({
  page,
  api,
}) => {
  await daemon.defineQemu('brook')
  await daemon.virsh('start', 'brook')
  await api.open(daemon.uri('qemu', '/system'))
  await expect(row(page, 'brook')).toContainText('Running')
  const document = await page.evaluateHandle(() => window.document.documentElement)
  await daemon.kill9()
  await expect(row(page, 'brook')).toHaveAttribute('data-stale', '')
  await expect(page.getByText(/next try in /i).first()).toBeVisible()
  await expect(page.getByRole('button', { name: 'Pause brook' })).toHaveAccessibleDescription(
    'This connection is not open now.',
  )
  await daemon.restart()
  await expect(row(page, 'brook')).not.toHaveAttribute('data-stale', '')
  await expect(page.getByText(/next try in /i)).toHaveCount(0)
  await page.getByRole('button', { name: 'Pause brook' }).click()
  await truth('brook').toBe('paused (user)')
  expect(await document.evaluate((element) => element.isConnected)).toBe(true)
  await daemon.virsh('destroy', 'brook')
})

test('over the read-only socket all is shown, and every button says why it cannot be pressed', async ({
  page,
  api,
}) => {
  await daemon.defineQemu('moor')
  await api.open(daemon.uri('qemu', '/system'), { readOnly: true })
  await expect(row(page, 'moor')).toContainText('Shut off')
  await expect(page.getByRole('button', { name: 'Run moor' })).toHaveAccessibleDescription(
    'This connection is read-only.',
  )
  await daemon.virsh('start', 'moor')
  await expect(row(page, 'moor')).toContainText('Running')
  await daemon.virsh('destroy', 'moor')
})

test('a world of 1000 machines opens to its complete list, which filters and scrolls', async ({
  page,
  api,
}) => {
  await api.open(daemon.uri('test', daemon.writeWorld(1000)))
  const shown = (count: string) => page.getByRole('status').getByText(`${count} shown`)
  await expect(shown('1,000')).toBeVisible()
  await page.getByRole('grid').focus()
  await page.keyboard.press('End')
  await expect(row(page, 'guest-00999')).toBeVisible()
  await page.getByLabel('Filter machines').fill('guest-0042')
  await expect(shown('10')).toBeVisible()
  await expect(row(page, 'guest-00420')).toBeVisible()
})
