import { rm } from 'node:fs/promises'
import path from 'node:path'
import type { Browser, Page } from '@playwright/test'
import Database from 'libsql'
import { Api, administrator, claimFirst, expect, test } from './fixtures.ts'
import { type OwnServer, startServer } from './server.ts'

let own: OwnServer
test.beforeEach(async () => {
  own = await startServer()
  await claimFirst(own)
})
test.afterEach(() => own.remove())

/** A browser of somebody signed in to the server that these tests stop and start. */
async function enter(browser: Browser): Promise<{ page: Page; api: Api }> {
  const context = await browser.newContext()
  const api = await Api.signedIn(context.request, own)
  return { page: await context.newPage(), api }
}

/** Stops the server, does something to its folder, and starts it at the same address. */
async function restart(between: () => void | Promise<void> = () => undefined) {
  const { port } = new URL(own.origin)
  await own.stop()
  await between()
  own = await startServer({ OIRASE_PORT: port }, own.dataFolder)
}

test('what was set to connect at start is open again after a restart, without a reload', async ({
  browser,
}) => {
  const { page, api } = await enter(browser)
  const id = await api.open('test:///default')
  await page.goto(`${own.origin}/connections/${id}`)
  await page.getByRole('button', { name: 'More for this connection' }).click()
  await page.getByRole('menuitem', { name: 'Connect at start', exact: true }).click()
  await expect.poll(async () => (await api.get('/connections'))[0].autoconnect).toBe(true)
  const mark = await page.evaluateHandle(() => document.documentElement)
  await own.stop()
  await expect(page.getByText('This page has lost Oirase.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Pause test' })).toHaveAccessibleDescription(
    'Oirase itself cannot be reached from this page.',
  )
  await restart()
  await expect(page.getByText('This page has lost Oirase.')).toHaveCount(0)
  await page.getByRole('button', { name: 'Pause test' }).click()
  await expect(page.getByRole('button', { name: 'Resume test' })).toBeVisible()
  expect(await mark.evaluate((element) => element.isConnected)).toBe(true)
  await page.context().close()
})

test('a session that has run out leads to the sign-in, and from there back to the same page', async ({
  browser,
}) => {
  const { page } = await enter(browser)
  await page.goto(`${own.origin}/settings?from=here`)
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible()
  await restart(() => {
    const database = new Database(path.join(own.dataFolder, 'oirase.db'))
    database.prepare('update sessions set endsAt = 1').run()
    database.close()
  })
  await expect(page).toHaveURL(/\/login\?next=/)
  await page.getByLabel('Name', { exact: true }).fill(administrator.name)
  await page.getByLabel('Password', { exact: true }).fill(administrator.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL(`${own.origin}/settings?from=here`)
  await page.context().close()
})

test('an empty folder is a new beginning: an open page is led to the sign-in, which says how', async ({
  browser,
}) => {
  const { page } = await enter(browser)
  await page.goto(own.origin)
  await expect(page.getByRole('heading', { level: 1, name: 'All machines' })).toBeVisible()
  await restart(() => rm(own.dataFolder, { recursive: true }))
  await expect(page).toHaveURL(/\/login/)
  await expect(page.getByText(/Nobody can sign in yet/)).toBeVisible()
  await page.context().close()
})
