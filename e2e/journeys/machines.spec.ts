import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'

const row = (page: Page, name: string) =>
  page.getByRole('row').filter({ has: page.getByText(name, { exact: true }) })

test('an empty product offers what to try, and one click shows a running machine', async ({
  page,
}) => {
  await expect(
    page.getByRole('heading', { name: 'Where are your virtual machines?' }),
  ).toBeVisible()
  await page.getByRole('button', { name: /Try the built-in test host/ }).click()
  await expect(row(page, 'test')).toContainText('Running')
})

test.describe('with the showcase', () => {
  test.beforeEach(async ({ page, api }) => {
    const { showcase } = await api.get('/surroundings')
    await api.open(showcase)
    await expect(page.getByRole('status').getByText(/33 shown/)).toBeVisible()
  })

  test('the filter narrows the list as one types, and is in the address', async ({ page }) => {
    const filter = page.getByLabel('Filter machines')
    await page.keyboard.press('/')
    await expect(filter).toBeFocused()
    await filter.fill('web')
    await expect(page.getByRole('status').getByText(/3 shown/)).toBeVisible()
    await filter.fill('state:off ')
    await filter.press('Enter')
    await expect(page.getByRole('grid').getByText('Running')).toHaveCount(0)
    await expect(page).toHaveURL(/q=state/)
    await page.reload()
    await expect(page.getByRole('grid').getByText('Shut off').first()).toBeVisible()
    await expect(page.getByRole('grid').getByText('Running')).toHaveCount(0)
  })

  test('a filter that nothing matches says so and can be cleared', async ({ page }) => {
    await page.getByLabel('Filter machines').fill('no machine is called this')
    await page.getByRole('button', { name: /clear/i }).last().click()
    await expect(page.getByRole('status').getByText(/33 shown/)).toBeVisible()
  })

  test('a head sorts by its column, once up and once down', async ({ page }) => {
    const head = page.getByRole('columnheader', { name: 'vCPU' })
    await head.getByRole('button').click()
    await expect(head).toHaveAttribute('aria-sort', /ascending|descending/)
    const first = await head.getAttribute('aria-sort')
    await head.getByRole('button').click()
    await expect(head).not.toHaveAttribute('aria-sort', first ?? '')
  })

  test('a selection raises the bulk bar, which acts on those that can and says how many', async ({
    page,
  }) => {
    await page.getByLabel('Filter machines').fill('web')
    await expect(page.getByRole('status').getByText(/3 shown/)).toBeVisible()
    await page.getByRole('checkbox', { name: 'Select all' }).check()
    const bar = page.getByRole('region', { name: 'Selection' })
    await expect(bar).toContainText('3 selected')
    await bar.getByRole('button', { name: /^Pause/ }).click()
    await expect(page.getByRole('grid').getByText('Paused')).toHaveCount(3)
    await bar.getByRole('button', { name: /^Resume/ }).click()
    await expect(page.getByRole('grid').getByText('Paused')).toHaveCount(0)
  })

  test('the menu under the pointer offers what the buttons do, with reasons', async ({ page }) => {
    await row(page, 'api-1').click({ button: 'right' })
    const run = page.getByRole('menuitem', { name: /^Run/ })
    await expect(run).toHaveAttribute('aria-disabled', 'true')
    await expect(run).toContainText('It is already running.')
    await page.getByRole('menuitem', { name: 'Pause' }).click()
    await expect(row(page, 'api-1')).toContainText('Paused')
  })

  test('the keyboard alone finds a machine and opens it', async ({ page }) => {
    await page.getByLabel('Filter machines').fill('db-primary')
    await page.getByRole('grid').focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'db-primary' })).toBeVisible()
  })

  test('the palette jumps to a machine by name', async ({ page }) => {
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox').last().fill('registry')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'registry' })).toBeVisible()
  })

  test('what was done is in the task drawer, with the virsh command, after a reload too', async ({
    page,
  }) => {
    await page.getByRole('button', { name: 'Pause api-1' }).click()
    await expect(row(page, 'api-1')).toContainText('Paused')
    await page.reload()
    await page
      .getByRole('button', { name: /Tasks|running/ })
      .first()
      .click()
    const drawer = page.getByRole('dialog', { name: 'Tasks' })
    await expect(drawer.getByText('api-1').first()).toBeVisible()
    await expect(drawer.getByText(/mika/).first()).toBeVisible()
    await expect(drawer.getByText(/virsh .*suspend/).first()).toBeVisible()
  })
})

test('two people see the same at once: what one does repaints the other', async ({
  page,
  api,
  browser,
  context,
  server,
}) => {
  await api.open('test:///default')
  const other = await browser.newContext({ storageState: await context.storageState() })
  const second = await other.newPage()
  await second.goto(server.origin)
  await expect(row(second, 'test')).toContainText('Running')
  await page.getByRole('button', { name: 'Pause test' }).click()
  await expect(row(second, 'test')).toContainText('Paused')
  await second.getByRole('button', { name: 'Resume test' }).click()
  await expect(row(page, 'test')).toContainText('Running')
  await other.close()
})
