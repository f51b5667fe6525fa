import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { row } from './machine-page.ts'
import { worldOf } from './worlds.ts'

const wall = (page: Page) => page.getByRole('region', { name: 'Screens' })
const card = (page: Page, name: string) => wall(page).getByRole('link', { name })
const screenOf = (page: Page, name: string) =>
  page.getByRole('img', { name: `The screen of ${name}`, exact: true })
const isScreenshot = (url: URL) => url.pathname.endsWith('/screenshot')

/** What is asked for pictures from now on: how many in all, how many at once at most, and by which machines. */
function countPictures(page: Page) {
  const counted = { all: 0, now: 0, most: 0, machines: new Set<string>() }
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (!isScreenshot(url)) return
    counted.all += 1
    counted.now += 1
    counted.most = Math.max(counted.most, counted.now)
    counted.machines.add(url.pathname)
  })
  const ended = (request: { url(): string }) => {
    if (isScreenshot(new URL(request.url()))) counted.now -= 1
  }
  page.on('requestfinished', ended)
  page.on('requestfailed', ended)
  return counted
}

test('the wall shows the screens of what runs, says what is off, and leads to the console', async ({
  page,
  api,
}) => {
  const id = await api.openWorld(worldOf({ brook: {}, mill: { state: 3 }, weir: { state: 5 } }))
  await page.goto(`/connections/${id}`)
  await page.getByRole('link', { name: 'Screens' }).click()
  await expect(screenOf(page, 'brook')).toBeVisible()
  await expect(card(page, 'mill')).toContainText('Paused')
  await expect(page.getByText('2 shown, 1 off left out')).toBeVisible()
  await expect(card(page, 'weir')).toHaveCount(0)
  await page.getByText('All', { exact: true }).click()
  await expect(card(page, 'weir')).toContainText('It is off.')
  await page.reload()
  await expect(card(page, 'weir')).toBeVisible()
  await page.getByLabel('Filter machines').fill('bro')
  await expect(wall(page).getByRole('link')).toHaveCount(1)
  await card(page, 'brook').click()
  await expect(page).toHaveURL(/\/domains\/[^/]+\/console$/)
})

test('of a thousand machines only those in sight are asked for, four at a time', async ({
  page,
  api,
}) => {
  const names = Array.from({ length: 1_000 }, (_, n) => `m${String(n).padStart(4, '0')}`)
  const id = await api.openWorld(worldOf(Object.fromEntries(names.map((name) => [name, {}]))))
  const counted = countPictures(page)
  await page.goto(`/connections/${id}/screens`)
  await expect(page.getByText('1,000 shown')).toBeVisible()
  await expect(screenOf(page, 'm0000')).toBeVisible()
  await expect(screenOf(page, 'm0009')).toBeVisible()
  expect(await wall(page).getByRole('link').count()).toBeLessThan(100)
  expect(counted.most).toBeLessThanOrEqual(4)
  expect(counted.machines.size).toBeLessThan(30)
  await wall(page).evaluate(async (box) => {
    for (let frame = 0; frame < 80; frame++) {
      box.scrollTop += 300
      await new Promise(requestAnimationFrame)
    }
  })
  await expect(wall(page).getByRole('img').first()).toBeVisible()
  await wall(page).evaluate((box) => box.scrollTo(0, box.scrollHeight))
  await expect(screenOf(page, 'm0999')).toBeVisible()
  expect(counted.machines.size).toBeLessThan(100)
})

test('a machine without a picture says why, and a picture that is late stays, greyed, with its age', async ({
  page,
  api,
}) => {
  await api.openWorld(worldOf({ brook: {} }))
  const refusal = { code: 'host.unsupported', detail: 'no screens to take a screenshot from' }
  await page.route(isScreenshot, (route) => route.fulfill({ status: 501, json: refusal }))
  await page.goto('/screens')
  await expect(card(page, 'brook')).toContainText('There is no picture of its screen.')
  await expect(card(page, 'brook')).toContainText(refusal.detail)
  await page.unroute(isScreenshot)
  await page.reload()
  await expect(screenOf(page, 'brook')).toBeVisible()
  const lost = { code: 'host.lost', detail: null }
  await page.route(isScreenshot, (route) => route.fulfill({ status: 502, json: lost }))
  await expect(card(page, 'brook')).toContainText(/\d+\ss ago/)
  await expect(screenOf(page, 'brook')).toHaveCSS('filter', 'grayscale(1)')
})

test.describe('in the list', () => {
  test.beforeEach(async ({ page, api }) => {
    await api.openWorld(worldOf({ brook: {}, mill: {}, weir: { state: 5 } }))
    await expect(row(page, 'brook')).toBeVisible()
  })

  const preview = (page: Page) => page.locator('[data-previewed]')

  test('the screen of a machine that runs is seen where the pointer or the keyboard rests', async ({
    page,
  }) => {
    await row(page, 'brook').getByRole('link', { name: 'brook' }).hover()
    await expect(preview(page)).toContainText('brook')
    await expect(preview(page).locator('img')).toHaveJSProperty('complete', true)
    await page.keyboard.press('Escape')
    await expect(preview(page)).toHaveCount(0)
    await row(page, 'weir').getByRole('link', { name: 'weir' }).hover()
    await page.getByRole('grid').focus()
    await page.keyboard.press('Home')
    await expect(preview(page)).toContainText('brook')
    await page.keyboard.press('ArrowDown')
    await expect(preview(page)).toContainText('mill')
    await page.keyboard.press('End')
    await expect(preview(page)).toHaveCount(0)
  })

  test('C and a double click open the console, Enter and what is off the machine', async ({
    page,
  }) => {
    const console = /\/domains\/[^/]+\/console$/
    const machine = /\/domains\/[^/]+$/
    const state = (name: string) => row(page, name).getByRole('gridcell').nth(2)
    await state('brook').dblclick()
    await expect(page).toHaveURL(console)
    await page.goBack()
    await state('weir').dblclick()
    await expect(page).toHaveURL(machine)
    await page.goBack()
    await state('brook').click()
    await page.keyboard.press('c')
    await expect(page).toHaveURL(console)
    await page.goBack()
    await state('mill').click()
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(machine)
    await page.goBack()
    await state('mill').click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Open console' }).click()
    await expect(page).toHaveURL(console)
  })
})
