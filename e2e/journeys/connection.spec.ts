import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { worldOf } from './worlds.ts'

const tab = (page: Page, name: RegExp | string) =>
  page.getByRole('navigation', { name: 'Pages of this connection' }).getByRole('link', { name })
const rail = (page: Page) => page.getByRole('navigation', { name: 'Main' })

/** An act of the menu at the head of the connection's page. */
async function more(page: Page, name: string) {
  await page.getByRole('button', { name: 'More for this connection' }).click()
  await page.getByRole('menuitem', { name, exact: true }).click()
}

test('the host says what it is and what it can run', async ({ page, api }) => {
  const id = await api.open('test:///default')
  await page.goto(`/connections/${id}`)
  await tab(page, 'Host').click()
  const fact = (name: string) =>
    page.getByRole('term').filter({ hasText: name }).locator('+ dd').first()
  await expect(fact('Machines')).toHaveText('1 running of 1')
  await expect(fact('CPU')).toHaveText('i686')
  await expect(fact('Memory')).toHaveText('3 GiB')
  const guests = page.getByRole('region', { name: 'Guests it can run' })
  await expect(guests.getByRole('row').nth(1)).toContainText('hvm')
  await page.getByText('XML', { exact: true }).click()
  await expect(page.getByRole('region', { name: 'Capabilities as XML' })).toContainText(
    '<capabilities>',
  )
  await page.reload()
  await expect(page.getByRole('radio', { name: 'XML' })).toBeChecked()
})

test('how loaded the host is stands in graphs, and says so in words', async ({ page, api }) => {
  const id = await api.openShowcase()
  await page.goto(`/connections/${id}/host`)
  await expect(page.getByRole('img', { name: /^CPU: \d+ % now, between/ })).toBeVisible()
  await expect(page.getByRole('img', { name: /^Memory: \d+ GiB now, between/ })).toBeVisible()
})

test('its events are listed as they come', async ({ page, api }) => {
  const id = await api.openWorld(worldOf({ mill: {} }))
  await page.goto(`/connections/${id}/events`)
  const second = await page.context().newPage()
  await second.goto(`/connections/${id}`)
  await second.getByRole('button', { name: 'Pause mill' }).click()
  const events = page.getByRole('region', { name: 'Events' })
  await expect(events.getByRole('listitem').first()).toContainText('mill')
  await expect(events.getByRole('listitem').first()).toContainText('Paused')
  await second.getByRole('button', { name: 'Resume mill' }).click()
  await expect(events.getByRole('listitem').first()).toContainText('Resumed')
  await page.getByLabel('Filter events').fill('resumed')
  await expect(events.getByRole('listitem')).toHaveCount(1)
  await events.getByRole('link', { name: 'mill' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'mill' })).toBeVisible()
})

test('it is renamed and tagged, and found by both', async ({ page, api }) => {
  const id = await api.openWorld(worldOf({ mill: {} }))
  await api.openWorld(worldOf({ pond: {} }))
  await page.goto(`/connections/${id}`)
  await more(page, 'Rename…')
  const name = page.getByRole('dialog', { name: 'Rename this connection' })
  await name.getByLabel('Name').fill('River')
  await name.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'River' })).toBeVisible()
  await more(page, 'Tags…')
  const tags = page.getByRole('dialog', { name: 'Tags of this connection' })
  await tags.getByLabel('Tags').fill('wet, quiet')
  await tags.getByRole('button', { name: 'Save' }).click()
  await expect(rail(page).getByRole('heading', { name: 'wet' })).toBeVisible()
  await page.goto('/?q=tag:quiet')
  await expect(page.getByRole('link', { name: 'mill', exact: true })).toBeVisible()
  await expect(page.getByRole('link', { name: 'pond', exact: true })).toHaveCount(0)
})

test('it is disconnected and connected again', async ({ page, api }) => {
  const id = await api.openWorld(worldOf({ mill: {} }))
  await page.goto(`/connections/${id}`)
  await page.getByRole('button', { name: 'Disconnect', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Not connected' })).toBeVisible()
  await page.getByRole('button', { name: 'Connect', exact: true }).first().click()
  await expect(page.getByRole('button', { name: 'Pause mill' })).toBeVisible()
})

test('forgetting it asks first, and leaves it in the history only', async ({ page, api }) => {
  const id = await api.openWorld(worldOf({ mill: {} }), { name: 'River' })
  await page.goto(`/connections/${id}`)
  await more(page, 'Forget…')
  const question = page.getByRole('dialog', { name: 'Forget River?' })
  await expect(question).toContainText('Nothing on the host changes')
  await question.getByRole('button', { name: 'Forget' }).click()
  await expect(
    page.getByRole('heading', { name: 'Where are your virtual machines?' }),
  ).toBeVisible()
  await page.goto(`/connections/${id}`)
  await expect(page.getByRole('main')).toContainText(/no longer|not there|No such|gone/)
  expect(await api.get('/history')).toHaveLength(1)
})

test('a host without machines says so, and a world without a host why', async ({ page, api }) => {
  const id = await api.openWorld(worldOf({}))
  await page.goto(`/connections/${id}`)
  await expect(page.getByText('No machines on this host')).toBeVisible()
  const { id: broken } = await api.post('/connections', { uri: 'test:///nowhere/world.xml' })
  await page.goto(`/connections/${broken}`)
  await expect(page.getByRole('main').getByRole('button', { name: 'Try again' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Find out why' })).toBeVisible()
})

test('a read-only connection shows everything and says why nothing can be pressed', async ({
  page,
  api,
}) => {
  const id = await api.openWorld(worldOf({ mill: {} }), { readOnly: true })
  await page.goto(`/connections/${id}`)
  await expect(page.getByText('read-only', { exact: true })).toBeVisible()
  const pause = page.getByRole('button', { name: 'Pause mill' })
  await expect(pause).toHaveAttribute('aria-disabled', 'true')
  await expect(pause).toHaveAccessibleDescription('This connection is read-only.')
  await page.getByRole('link', { name: 'mill', exact: true }).click()
  await expect(
    page.getByRole('button', { name: 'Shut down', exact: true }),
  ).toHaveAccessibleDescription('This connection is read-only.')
})
