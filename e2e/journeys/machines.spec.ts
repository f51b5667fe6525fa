import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { interruptAt } from './interrupted.ts'
import { row } from './machine-page.ts'

const grid = (page: Page) => page.getByRole('grid')
const filter = (page: Page) => page.getByLabel('Filter machines')
const shown = (page: Page, count: string) =>
  page.getByRole('status').getByText(new RegExp(`^${count} shown`))

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
    await api.openShowcase()
    await expect(shown(page, '33')).toBeVisible()
  })

  test('the filter narrows the list as one types, and is in the address', async ({ page }) => {
    await page.keyboard.press('/')
    await expect(filter(page)).toBeFocused()
    await filter(page).fill('dns-')
    await expect(shown(page, '2')).toBeVisible()
    await filter(page).fill('state:off ')
    await expect(grid(page).getByText('Running', { exact: true })).toHaveCount(0)
    await expect(page).toHaveURL(/q=state/)
    await page.reload()
    await expect(grid(page).getByText('Shut off', { exact: true }).first()).toBeVisible()
    await expect(grid(page).getByText('Running', { exact: true })).toHaveCount(0)
  })

  test('a filter that nothing matches says so and can be cleared', async ({ page }) => {
    await filter(page).fill('no machine is called this')
    await expect(page.getByText('No machine matches')).toBeVisible()
    await page.getByRole('button', { name: 'Clear filter' }).click()
    await expect(shown(page, '33')).toBeVisible()
  })

  test('a filter that was cleared stays so, however late its address comes', async ({ page }) => {
    await interruptAt(page, '/?q=none')
    await page.reload()
    await filter(page).fill('none')
    await page.getByRole('button', { name: 'Clear filter' }).click()
    // as long as it takes to be written once more
    await expect(page).not.toHaveURL(/q=/)
    await page.waitForTimeout(1000)
    await expect(shown(page, '33')).toBeVisible()
    await expect(page).not.toHaveURL(/q=/)
  })

  test('a filter comes back by the way back', async ({ page }) => {
    await filter(page).fill('dns-')
    await expect(page).toHaveURL(/q=dns-/)
    await page.getByRole('link', { name: /^All machines/ }).click()
    await expect(shown(page, '33')).toBeVisible()
    await page.goBack()
    await expect(filter(page)).toHaveValue('dns-')
    await expect(shown(page, '2')).toBeVisible()
  })

  test('a head sorts by its column, once up and once down', async ({ page }) => {
    const head = page.getByRole('columnheader', { name: 'vCPU' })
    await head.getByRole('button').click()
    await expect(head).toHaveAttribute('aria-sort', 'descending')
    await head.getByRole('button').click()
    await expect(head).toHaveAttribute('aria-sort', 'ascending')
  })

  test('a link pasted to somebody else opens the same view', async ({ page, context }) => {
    await page.getByRole('columnheader', { name: 'Name' }).getByRole('button').click()
    await page.getByRole('button', { name: 'Group: connection' }).click()
    await page.getByRole('menuitemradio', { name: 'By state' }).click()
    await filter(page).fill('web')
    await expect(page).toHaveURL(/q=web/)
    const other = await context.newPage()
    await other.goto(page.url())
    await expect(filter(other)).toHaveValue('web')
    await expect(other.getByRole('button', { name: 'Group: state' })).toBeVisible()
    await expect(other.getByRole('columnheader', { name: 'Name' })).toHaveAttribute(
      'aria-sort',
      'descending',
    )
    await expect(row(other, 'web-1')).toBeVisible()
    await expect(row(other, 'dns-1')).toHaveCount(0)
  })

  test('a view is saved under a name and comes back', async ({ page }) => {
    await filter(page).fill('dns-')
    await expect(shown(page, '2')).toBeVisible()
    await page.getByRole('button', { name: 'Views' }).click()
    await page.getByRole('menuitem', { name: 'Save this view…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Save this view' })
    await dialog.getByLabel('Name').fill('Name servers')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('button', { name: 'Name servers' }).click()
    await page.getByRole('menuitemradio', { name: 'As it comes' }).click()
    await expect(shown(page, '33')).toBeVisible()
    await expect(page).not.toHaveURL(/q=/)
    await page.reload()
    await page.getByRole('button', { name: 'Views' }).click()
    await page.getByRole('menuitemradio', { name: 'Name servers' }).click()
    await expect(shown(page, '2')).toBeVisible()
  })

  test('columns are chosen and stay chosen', async ({ page }) => {
    await page.getByRole('button', { name: 'Columns' }).click()
    await page.getByRole('menuitemcheckbox', { name: 'System' }).click()
    await page.getByRole('menuitemcheckbox', { name: 'Network' }).click()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('columnheader', { name: 'System' })).toBeVisible()
    await page.reload()
    await expect(page.getByRole('columnheader', { name: 'System' })).toBeVisible()
    await expect(page.getByRole('columnheader', { name: /^Network/ })).toHaveCount(0)
  })

  test('a selection raises the bulk bar, which acts on all of it', async ({ page }) => {
    await filter(page).fill('dns-')
    await expect(shown(page, '2')).toBeVisible()
    await page.getByRole('checkbox', { name: 'Select all' }).click()
    const bar = page.getByRole('region', { name: 'Selection' })
    await expect(bar).toContainText('2 selected')
    await bar.getByRole('button', { name: /^Pause/ }).click()
    await expect(grid(page).getByText('Paused', { exact: true })).toHaveCount(2)
    await bar.getByRole('button', { name: /^Resume/ }).click()
    await expect(grid(page).getByText('Running', { exact: true })).toHaveCount(2)
  })

  test('the menu under the pointer offers what the buttons do, with reasons', async ({ page }) => {
    await row(page, 'api-1').click({ button: 'right' })
    const run = page.getByRole('menuitem', { name: /^Run/ })
    await expect(run).toHaveAttribute('aria-disabled', 'true')
    await expect(run).toContainText('It is already running.')
    await page.getByRole('menuitem', { name: 'Pause', exact: true }).click()
    await expect(row(page, 'api-1')).toContainText('Paused')
  })

  test('the keyboard alone finds a machine and opens it', async ({ page }) => {
    await page.keyboard.press('/')
    await page.keyboard.type('db-primary')
    await expect(shown(page, '1')).toBeVisible()
    await page.keyboard.press('Enter')
    await grid(page).focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1, name: 'db-primary' })).toBeVisible()
  })

  test('the palette jumps to a machine by name', async ({ page }) => {
    await page.keyboard.press('Control+k')
    const search = page.getByRole('combobox', { name: /^Search machines/ })
    await expect(search).toBeFocused()
    await search.fill('db-rep')
    await expect(page.getByRole('option', { selected: true })).toContainText('db-replica')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1, name: 'db-replica' })).toBeVisible()
  })

  test('running machines have moving figures', async ({ page }) => {
    // one machine's wave may stand at its crest for a while; not all of them do at once
    const figures = page
      .getByRole('grid')
      .getByRole('gridcell')
      .filter({ hasText: /^\d+\s%$/ })
    await expect(figures.first()).toBeVisible()
    const before = (await figures.allTextContents()).join()
    await expect.poll(async () => (await figures.allTextContents()).join()).not.toBe(before)
  })

  test('what was done is in the task drawer, with the virsh command, after a reload too', async ({
    page,
  }) => {
    await page.getByRole('button', { name: 'Pause api-1' }).click()
    await expect(row(page, 'api-1')).toContainText('Paused')
    await page.getByRole('button', { name: 'Tasks', exact: true }).click()
    const task = page
      .getByRole('dialog', { name: 'Tasks' })
      .getByRole('listitem')
      .filter({ hasText: 'api-1' })
      .first()
    await expect(task).toContainText('Pause')
    await page.reload()
    await expect(task).toContainText('mika')
    await expect(task).toContainText('done')
    await expect(task.getByText(/^virsh .* suspend api-1/)).toBeVisible()
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
