import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'

/** Presses one of the places a hypervisor can be at. */
const where = (page: Page, place: string) =>
  page.getByRole('group', { name: 'Where' }).getByText(place, { exact: true }).click()

test.beforeEach(async ({ page }) => {
  await page
    .getByRole('link', { name: /Connect…|Add a connection/ })
    .first()
    .click()
  await expect(page.getByRole('dialog', { name: 'Connect to a hypervisor' })).toBeVisible()
})

test('typing fills the form, and the form edits the text', async ({ page }) => {
  const uri = page.getByLabel('Connection URI')
  await uri.fill('qemu+ssh://root@kvm-b01:2222/system?foo=kept')
  await expect(page.getByLabel('Hypervisor', { exact: true })).toHaveValue('qemu:/system')
  await expect(page.getByRole('radio', { name: 'SSH' })).toBeChecked()
  await expect(page.getByLabel('Host', { exact: true })).toHaveValue('kvm-b01')
  await expect(page.getByLabel('User', { exact: true })).toHaveValue('root')
  await expect(page.getByLabel('Port', { exact: true })).toHaveValue('2222')

  await page.getByLabel('Host', { exact: true }).fill('fe80::1')
  await expect(uri).toHaveValue('qemu+ssh://root@[fe80::1]:2222/system?foo=kept')
  await where(page, 'TLS')
  await expect(uri).toHaveValue('qemu://root@[fe80::1]/system?foo=kept')
  await page.getByLabel('Hypervisor', { exact: true }).selectOption({ label: 'Xen' })
  await expect(uri).toHaveValue(/^xen:\/\//)
  await where(page, 'Xen HTTP')
  await expect(uri).toHaveValue('http://[fe80::1]')
})

test('it says what will be done, warns, and gives the same for other tools', async ({ page }) => {
  await page.getByLabel('Connection URI').fill('qemu+tcp://oirase/system')
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('on host oirase over plain TCP')).toBeVisible()
  await expect(
    dialog.getByText(/can read and change everything|not encrypted|unencrypted/i).first(),
  ).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'virt-manager' })).toBeVisible()
  await dialog.getByText('Read-only', { exact: true }).click()
  await expect(dialog.getByText('Read-only: nothing can be changed.')).toBeVisible()
})

for (const [text, why] of [
  ['qemu:///sys tem', /space|character|not allowed|may not/i],
  ['qemu://system', /did you mean qemu:\/\/\/system/],
  ['qemu+carrier-pigeon://host/system', /transport/i],
  ['qemu+ssh://-oProxyCommand=id/system', /“-”|begin|dash/i],
  ['qemu:///system?mode=wild', /mode/],
  ['nonsense', /neither a URI/],
  ['http://', /host/i],
] as const) {
  test(`“${text}” is refused with a reason, and cannot be connected`, async ({ page }) => {
    const uri = page.getByLabel('Connection URI')
    await uri.fill(text)
    await expect(uri).toHaveAttribute('aria-invalid', 'true')
    await expect(uri).toHaveAccessibleDescription(why)
    await expect(page.getByRole('button', { name: 'Connect', exact: true })).toHaveAttribute(
      'aria-disabled',
      'true',
    )
  })
}

test('the built-in test host opens and shows its machine running', async ({ page }) => {
  await page.getByLabel('Connection URI').fill('test:///default')
  await page.getByLabel('Connection URI').press('Enter')
  await expect(page).toHaveURL(/\/connections\//)
  const row = page.getByRole('row', { name: /^.*\btest\b.*Running/ })
  await expect(row).toBeVisible()
})

test('a socket that is not there is explained by the doctor, and leaves no connection behind', async ({
  page,
  api,
}) => {
  await page.getByLabel('Connection URI').fill('qemu+unix:///system?socket=/nowhere/libvirt-sock')
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  const ladder = page.getByRole('region', { name: 'Connection test' })
  await expect(ladder.getByText(/\/nowhere\/libvirt-sock/).first()).toBeVisible()
  await expect(ladder.getByText('failed:')).toHaveCount(1)
  await expect.poll(async () => (await api.get('/connections')).length).toBe(0)
})

test('a long ladder scrolls within its place, and the page around it stays', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 560 })
  await page.goto('/connect')
  await page.getByLabel('Connection URI').fill('qemu+unix:///system?socket=/nowhere/libvirt-sock')
  await page.getByRole('button', { name: 'Test', exact: true }).click()
  await expect(page.getByRole('link', { name: 'More on this in the help' })).toBeAttached()
  expect(
    await page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight),
    'there is nowhere to scroll the page to',
  ).toBeLessThanOrEqual(0)
})

test('what was opened is in the history: it can be pinned, renamed, filtered, forgotten', async ({
  page,
  api,
}) => {
  for (const uri of ['test:///default', 'qemu+unix:///system?socket=/nowhere/a']) {
    await api.post('/connections', { uri })
  }
  await page.reload()
  const history = page.getByRole('region', { name: 'History' })
  await expect(history.getByRole('listitem')).toHaveCount(2)
  await history.getByRole('button', { name: 'More for test:///default' }).click()
  await page.getByRole('menuitem', { name: 'Pin' }).click()
  await expect(history.getByRole('listitem').first()).toContainText('test:///default')
  await history.getByRole('button', { name: 'More for test:///default' }).click()
  await page.getByRole('menuitem', { name: 'Rename…' }).click()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('The mill pond')
  await page.getByRole('dialog', { name: 'Rename' }).getByRole('button', { name: 'Rename' }).click()
  await expect(history.getByText('The mill pond')).toBeVisible()
  await history.getByLabel('Filter history').fill('pond')
  await expect(history.getByRole('listitem')).toHaveCount(1)
  await history.getByLabel('Filter history').fill('')
  await history.getByRole('button', { name: 'Clear all but pinned' }).click()
  await expect(history.getByRole('listitem')).toHaveCount(1)
  await history.getByRole('button', { name: 'More for test:///default' }).click()
  await page.getByRole('menuitem', { name: 'Forget' }).click()
  await expect(history.getByRole('listitem')).toHaveCount(0)
})

test('an entry of the history is reached by arrow keys and opened by Enter', async ({
  page,
  api,
}) => {
  await api.open('test:///default')
  await page.reload()
  const history = page.getByRole('region', { name: 'History' })
  await expect(history.getByRole('listitem')).toHaveCount(1)
  await page.getByLabel('Filter history').focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/connections\//)
})

test('the dialog closes by Escape, back to the page it stood over', async ({ page, server }) => {
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page).toHaveURL(`${server.origin}/`)
})
