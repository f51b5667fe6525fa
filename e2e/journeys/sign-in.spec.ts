import { administrator, expect, test } from './fixtures.ts'
import { type OwnServer, startServer } from './server.ts'

test.describe
  .serial('the first start', () => {
    let own: OwnServer
    test.beforeAll(async () => {
      own = await startServer()
    })
    test.afterAll(() => own.remove())

    test('its printed link makes the first administrator, once', async ({ browser }) => {
      const context = await browser.newContext()
      const page = await context.newPage()
      if (own.link === null) throw new Error('no link was printed')
      await page.goto(own.link)
      await page.getByLabel('Your name').fill('Mika')
      await page.getByLabel('A password', { exact: true }).fill('short')
      await page.getByLabel('The same password again').fill('short')
      await page.getByRole('button', { name: 'Begin' }).click()
      await expect(page.getByText('At least 10 characters.').first()).toBeVisible()

      await page.getByLabel('A password', { exact: true }).fill('a stream in the hills')
      await page.getByLabel('The same password again').fill('a stream in the hills')
      await page.getByRole('button', { name: 'Begin' }).click()
      await expect(page.getByRole('heading', { name: 'All machines' })).toBeVisible()

      const late = await browser.newContext()
      const again = await late.newPage()
      await again.goto(own.link)
      await again.getByLabel('Your name').fill('Mallory')
      await again.getByLabel('A password', { exact: true }).fill('another long password')
      await again.getByLabel('The same password again').fill('another long password')
      await again.getByRole('button', { name: 'Begin' }).click()
      await expect(again.getByText(/has been used or has expired/)).toBeVisible()
      await context.close()
      await late.close()
    })

    test('a wrong password is refused in place, the right one leads where one wanted to go', async ({
      browser,
    }) => {
      const context = await browser.newContext()
      const page = await context.newPage()
      await page.goto(`${own.origin}/settings`)
      await expect(page).toHaveURL(/\/login\?next=%2Fsettings/)
      await page.getByLabel('Name', { exact: true }).fill('mika')
      await page.getByLabel('Password', { exact: true }).fill('not this one')
      await page.getByRole('button', { name: 'Sign in' }).click()
      await expect(page.getByText('The name or the password is wrong.')).toBeVisible()
      await page.getByLabel('Password', { exact: true }).fill('a stream in the hills')
      await page.getByRole('button', { name: 'Sign in' }).click()
      await expect(page).toHaveURL(`${own.origin}/settings`)
      await context.close()
    })

    test('a second start knows the administrator and prints no link', async () => {
      await own.stop()
      own = await startServer({}, own.dataFolder)
      expect(own.link).toBeNull()
    })
  })

test('signing out in one tab sends every tab of that session to the sign-in page', async ({
  page,
  context,
  server,
}) => {
  const second = await context.newPage()
  await second.goto(server.origin)
  await expect(second.getByRole('heading', { name: 'All machines' })).toBeVisible()
  await page.getByRole('button', { name: /^Account|mika/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(/\/login/)
  await expect(second).toHaveURL(/\/login/)
})

test('a session revoked elsewhere ends here at once', async ({ page, api, playwright, server }) => {
  await expect(page.getByRole('heading', { name: 'All machines' })).toBeVisible()
  const elsewhere = await playwright.request.newContext({
    extraHTTPHeaders: { origin: server.origin },
  })
  await elsewhere.post(`${server.origin}/api/session`, { data: administrator })
  const sessions = await api.get('/sessions')
  const here = sessions.find((row: { here: boolean }) => row.here)
  const answer = await elsewhere.delete(`${server.origin}/api/sessions/${here.id}`, { data: {} })
  expect(answer.ok()).toBe(true)
  await expect(page).toHaveURL(/\/login/)
  await elsewhere.dispose()
})
