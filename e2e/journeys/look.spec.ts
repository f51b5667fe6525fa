import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { worldOf } from './worlds.ts'

const background = (page: Page) =>
  page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)

test('the theme is chosen, holds after a reload and in the first thing the server sends', async ({
  page,
  context,
  server,
}) => {
  await page.emulateMedia({ colorScheme: 'light' })
  const light = await background(page)
  await page.emulateMedia({ colorScheme: 'dark' })
  const dark = await background(page)
  expect(dark).not.toBe(light)
  await page.getByRole('button', { name: /account$/ }).click()
  await page.getByRole('menuitemradio', { name: 'Light' }).click()
  await expect.poll(() => background(page)).toBe(light)
  const html = await (await context.request.get(server.origin)).text()
  expect(html).toContain('data-theme="light"')
  await page.reload()
  expect(await background(page)).toBe(light)
  await page.goto('/settings')
  await page.getByText('As the system').click()
  await expect.poll(() => background(page)).toBe(dark)
})

test.describe('360 px wide', () => {
  test.use({ viewport: { width: 360, height: 740 } })

  /** What can be scrolled sideways and is neither a table nor a text that says so by taking the keyboard. */
  const sideways = (page: Page) =>
    page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('html, main, main *')]
        .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
        .filter((element) => element.tabIndex < 0 || element.matches('html, main'))
        .filter(
          (element) =>
            /auto|scroll/.test(getComputedStyle(element).overflowX) || element.matches('html'),
        )
        .map(({ className, tagName }) => `${tagName} ${className}`),
    )

  test('no page scrolls sideways, not even with names of 200 characters', async ({ page, api }) => {
    const long = `${'very-long-'.repeat(19)}name-of-it`
    const id = await api.openWorld(
      worldOf({ [long]: { title: 'كتابة من اليمين إلى اليسار '.repeat(6) }, mill: { state: 5 } }),
      {
        name: 'A connection with a name that is much longer than any phone is wide, and then some',
      },
    )
    await page.goto('/')
    const machine = page.getByRole('link', { name: long, exact: true })
    await expect(machine).toBeVisible()
    expect(await sideways(page), 'all machines').toEqual([])
    const address = (await machine.getAttribute('href')) ?? ''
    const list = `/connections/${id}`
    for (const page360 of [
      address,
      `${address}/xml`,
      `${address}/log`,
      list,
      `${list}/screens`,
      `${list}/host`,
      `${list}/events`,
      '/connect',
      '/help/uris',
      '/history',
      '/history?view=audit',
      '/people',
      '/settings',
    ]) {
      await page.goto(page360)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
      expect(await sideways(page), page360).toEqual([])
    }
  })

  test('no column of a list covers another', async ({ page, api }) => {
    await api.openWorld(worldOf({ mill: { state: 1 } }))
    await page.goto('/')
    const [name, state] = await Promise.all(
      ['Name', 'State'].map((head) =>
        page.getByRole('columnheader', { name: head }).evaluate((cell) => {
          const { left, right } = cell.getBoundingClientRect()
          return { left, right }
        }),
      ),
    )
    expect(name?.right).toBeLessThanOrEqual(state?.left ?? 0)
  })

  test('the menu is a drawer, and going somewhere closes it', async ({ page }) => {
    await page.getByRole('button', { name: 'Open the menu' }).click()
    const menu = page.getByRole('dialog', { name: 'Menu' })
    await menu.getByRole('link', { name: 'Settings' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible()
    await expect(menu).toHaveCount(0)
  })

  test('a machine is opened and paused by thumb', async ({ page, api }) => {
    await api.openWorld(worldOf({ mill: {} }))
    await page.getByRole('link', { name: 'mill', exact: true }).click()
    await page.getByRole('button', { name: 'Pause', exact: true }).click()
    await expect(page.getByRole('status', { name: 'State' })).toHaveText('Paused')
  })
})

test('the sidebar narrows to icons and stays so', async ({ page }) => {
  await page.getByRole('button', { name: 'Narrow the sidebar' }).click()
  await expect(page.getByRole('button', { name: 'Widen the sidebar' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('button', { name: 'Widen the sidebar' })).toBeVisible()
})
