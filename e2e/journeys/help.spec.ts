import { drivers } from '../../lib/libvirt/drivers.ts'
import { transportNames } from '../../lib/libvirt/transports.ts'
import { troubles } from '../../lib/libvirt/troubles.ts'
import { remoteParamNames } from '../../lib/libvirt/uri-params.ts'
import { expect, test } from './fixtures.ts'

test('each driver, transport, parameter and trouble has a paragraph that a link can lead to', async ({
  page,
}) => {
  await page.goto('/help/uris')
  const there = new Set(
    await page.locator('main [id]').evaluateAll((nodes) => nodes.map(({ id }) => id)),
  )
  const wanted = [
    ...Object.keys(drivers).map((name) => `driver-${name}`),
    ...transportNames.map((name) => `transport-${name}`),
    ...remoteParamNames.map((name) => `param-${name}`),
    ...Object.keys(troubles).map((name) => `trouble-${name}`),
  ]
  expect(wanted.filter((id) => !there.has(id))).toEqual([])
  await page.goto('/help/uris#trouble-needs-you')
  await expect(page.locator('#trouble-needs-you')).toBeInViewport()
})

test('words narrow it down, and nothing found says so', async ({ page }) => {
  await page.goto('/help/uris')
  await page.getByLabel('Search the help').fill('known_hosts_verify')
  await expect(page.getByRole('heading', { name: 'known_hosts_verify', exact: true })).toBeVisible()
  await expect(page.getByRole('heading', { level: 2, name: 'Drivers' })).toHaveCount(0)
  await page.getByLabel('Search the help').fill('no such thing at all')
  await page.getByRole('button', { name: 'Show all of it' }).click()
  await expect(page.getByRole('heading', { level: 2, name: 'Drivers' })).toBeVisible()
})

test('an example fills the form, over the help', async ({ page }) => {
  await page.goto('/help/uris#param-keyfile')
  await page
    .locator('#param-keyfile')
    .getByRole('link', { name: /^Fill in/ })
    .click()
  const dialog = page.getByRole('dialog', { name: 'Connect to a hypervisor' })
  await expect(dialog.getByLabel('Connection URI')).toHaveValue(/keyfile=/)
  await expect(dialog.getByRole('radio', { name: 'SSH' })).toBeChecked()
  await page.keyboard.press('Escape')
  await expect(page).toHaveURL(/\/help\/uris/)
})

test('the palette and the sidebar lead to it', async ({ page }) => {
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('connection uris')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Connection URIs' })).toBeVisible()
  await page.goto('/')
  await page.getByRole('link', { name: 'Connection URIs' }).click()
  await expect(page).toHaveURL(/\/help\/uris$/)
})
