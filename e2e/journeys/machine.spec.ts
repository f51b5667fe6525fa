import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'

const other = (page: Page) => page.getByRole('button', { name: 'Other ways to stop it' })
const stateOf = (page: Page) => page.getByRole('main')

test.describe('the machine of the built-in test host', () => {
  test.beforeEach(async ({ page, api }) => {
    const connection = await api.open('test:///default')
    await page.goto(`/connections/${connection}`)
    await page
      .getByRole('row')
      .filter({ hasText: 'test' })
      .filter({ hasText: /Running|Shut off|Paused|Saved/ })
      .last()
      .dblclick()
    await expect(page.getByRole('heading', { level: 1, name: 'test' })).toBeVisible()
    // every test begins with it running, whatever the one before left
    const run = page.getByRole('button', { name: 'Run', exact: true })
    const resume = page.getByRole('button', { name: 'Resume', exact: true })
    if ((await run.getAttribute('aria-disabled')) === null) await run.click()
    else if (await resume.isVisible()) await resume.click()
    await expect(page.getByRole('button', { name: 'Pause', exact: true })).not.toHaveAttribute(
      'aria-disabled',
      'true',
    )
  })

  test('it pauses and resumes; a paused one offers Resume and not Pause', async ({ page }) => {
    await page.getByRole('button', { name: 'Pause', exact: true }).click()
    await expect(page.getByRole('button', { name: 'Resume', exact: true })).toBeVisible()
    await expect(page.getByRole('button', { name: 'Pause', exact: true })).toHaveCount(0)
    await expect(stateOf(page).getByText('Paused').first()).toBeVisible()
    await page.getByRole('button', { name: 'Resume', exact: true }).click()
    await expect(stateOf(page).getByText('Running').first()).toBeVisible()
  })

  test('it shuts down and runs again', async ({ page }) => {
    await page.getByRole('button', { name: 'Shut down', exact: true }).click()
    await expect(stateOf(page).getByText('Shut off').first()).toBeVisible()
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await expect(stateOf(page).getByText('Running').first()).toBeVisible()
  })

  test('forcing it off asks first and says what is lost', async ({ page }) => {
    await other(page).click()
    await page.getByRole('menuitem', { name: 'Force off' }).click()
    const question = page.getByRole('alertdialog')
    await expect(question).toContainText('unsaved data in it is lost')
    await question.getByRole('button', { name: 'Cancel' }).click()
    await expect(stateOf(page).getByText('Running').first()).toBeVisible()
    await other(page).click()
    await page.getByRole('menuitem', { name: 'Force off' }).click()
    await question.getByRole('button', { name: 'Force off' }).click()
    await expect(stateOf(page).getByText('Shut off').first()).toBeVisible()
  })

  test('saved, it reads Saved until it runs again', async ({ page }) => {
    await other(page).click()
    await page.getByRole('menuitem', { name: 'Save' }).click()
    await expect(stateOf(page).getByText('Saved', { exact: true }).first()).toBeVisible()
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await expect(stateOf(page).getByText('Running').first()).toBeVisible()
  })

  test('its definition is shown, live and as it will be', async ({ page }) => {
    await page.getByRole('link', { name: 'XML' }).click()
    await expect(
      page
        .getByText("<domain type='test' id=")
        .or(page.getByText('6695eb01-f6a4-8304-79aa-97f2502e193f'))
        .first(),
    ).toBeVisible()
    await expect(page.getByText('/guest/diskimage1').first()).toBeVisible()
  })

  test('its log tells what happened and who asked', async ({ page }) => {
    await page.getByRole('button', { name: 'Pause', exact: true }).click()
    await expect(page.getByRole('button', { name: 'Resume', exact: true })).toBeVisible()
    await page.getByRole('link', { name: 'Log' }).click()
    await expect(page.getByText(/suspended/i).first()).toBeVisible()
    await expect(page.getByText(/mika/).first()).toBeVisible()
  })

  test('its graphs have figures beside them', async ({ page }) => {
    for (const graph of ['CPU', 'Memory', 'Disk', 'Network']) {
      await expect(page.getByText(graph, { exact: true }).first()).toBeVisible()
    }
    await expect(page.getByText(/^\d+ %$/).first()).toBeVisible()
  })
})

test('a machine that does not exist says so and leads back', async ({ page, api }) => {
  const connection = await api.open('test:///default')
  await page.goto(`/connections/${connection}/domains/00000000-0000-4000-8000-000000000000`)
  await expect(page.getByText(/no longer exists|not there|gone/i).first()).toBeVisible()
  await page.getByRole('main').getByRole('link').last().click()
  await expect(page).not.toHaveURL(/domains/)
})
