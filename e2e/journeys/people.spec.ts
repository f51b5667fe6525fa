import type { Browser, Page } from '@playwright/test'
import { type Api, administrator, expect, signIn, test } from './fixtures.ts'
import type { OwnServer } from './server.ts'
import { worldOf } from './worlds.ts'

const visitor = { name: 'visitor', password: 'only here to look' }

/** Everybody but the administrator goes, whichever test made them. */
async function onlyTheAdministrator(api: Api) {
  for (const person of await api.get('/people')) {
    if (person.name !== administrator.name) await api.remove(`/people/${person.id}`)
  }
}
test.beforeEach(({ api }) => onlyTheAdministrator(api))
test.afterEach(({ api }) => onlyTheAdministrator(api))

/** The visitor's own browser, at the first page. */
async function visit(browser: Browser, { origin }: OwnServer): Promise<Page> {
  const context = await browser.newContext({ baseURL: origin })
  await signIn(context.request, origin, visitor)
  const page = await context.newPage()
  await page.goto('/')
  return page
}

test('a person is added in the page; as a viewer they see everything and are told why nothing can be pressed', async ({
  page,
  api,
  browser,
  server,
}) => {
  const id = await api.open('test:///default')
  await page.getByRole('link', { name: 'People' }).click()
  await page.getByRole('button', { name: 'Add person' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add person' })
  await dialog.getByLabel('Name', { exact: true }).fill(visitor.name)
  await dialog.getByLabel('Password').fill(visitor.password)
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(page.getByRole('row', { name: /visitor/ })).toContainText('viewer of everything')

  const theirs = await visit(browser, server)
  const pause = theirs.getByRole('button', { name: 'Pause test' })
  await expect(pause).toHaveAttribute('aria-disabled', 'true')
  await expect(pause).toHaveAccessibleDescription('Your role does not allow this.')
  await expect(theirs.getByRole('link', { name: 'People' })).toHaveCount(0)
  await expect(theirs.getByRole('link', { name: 'Connect…' })).toHaveCount(0)
  const refused = await theirs.request.post(
    `/api/connections/${id}/domains/6695eb01-f6a4-8304-79aa-97f2502e193f/suspend`,
    { headers: { origin: server.origin }, data: {} },
  )
  expect(refused.status()).toBe(403)

  await page.getByRole('button', { name: 'Remove visitor' }).click()
  await page
    .getByRole('dialog', { name: 'Remove visitor?' })
    .getByRole('button', { name: 'Remove' })
    .click()
  await expect(theirs).toHaveURL(/\/login/)
  await theirs.context().close()
})

test('a grant on one connection shows that one only, and follows when it is changed', async ({
  page,
  api,
  browser,
  server,
}) => {
  const mill = await api.openWorld(worldOf({ mill: {} }), { name: 'North' })
  await api.openWorld(worldOf({ pond: {} }), { name: 'South' })
  await api.post('/people', { ...visitor, grants: [{ connection: mill, role: 'viewer' }] })
  const theirs = await visit(browser, server)
  const machine = (name: string) => theirs.getByRole('link', { name, exact: true })
  await expect(machine('mill')).toBeVisible()
  await expect(machine('pond')).toHaveCount(0)
  await expect(theirs.getByText('South')).toHaveCount(0)

  await page.goto('/people')
  await page.getByRole('button', { name: 'Change visitor' }).click()
  const dialog = page.getByRole('dialog', { name: 'visitor' })
  await dialog.getByLabel('Role 1').selectOption('operator')
  await dialog.getByLabel('On what 1').selectOption({ label: 'South' })
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('row', { name: /visitor/ })).toContainText('operator of South')

  await expect(machine('pond')).toBeVisible()
  await expect(machine('mill')).toHaveCount(0)
  await theirs.getByRole('button', { name: 'Pause pond' }).click()
  await expect(theirs.getByRole('button', { name: 'Resume pond' })).toBeVisible()
  await theirs.context().close()
})

test('the last administrator cannot be removed, and the button says so', async ({ page }) => {
  await page.goto('/people')
  await expect(
    page.getByRole('button', { name: `Remove ${administrator.name}` }),
  ).toHaveAccessibleDescription('The last administrator must stay.')
})

test('one’s own password is changed, and ends one’s other sessions', async ({
  api,
  browser,
  server,
}) => {
  await api.post('/people', { ...visitor, grants: [{ connection: null, role: 'viewer' }] })
  const one = await visit(browser, server)
  const other = await visit(browser, server)
  await one.goto('/settings')
  await one.getByLabel('Present password').fill('not this one at all')
  await one.getByLabel('New password').fill('still only looking')
  await one.getByLabel('The same again').fill('still only looking')
  await one.getByRole('button', { name: 'Change password' }).click()
  await expect(one.getByText('The name or the password is wrong.')).toBeVisible()
  await one.getByLabel('Present password').fill(visitor.password)
  await one.getByRole('button', { name: 'Change password' }).click()
  await expect(one.getByText('The password has been changed.')).toBeVisible()
  await expect(other).toHaveURL(/\/login/)
  await other.getByLabel('Name', { exact: true }).fill(visitor.name)
  await other.getByLabel('Password', { exact: true }).fill('still only looking')
  await other.getByRole('button', { name: 'Sign in' }).click()
  await expect(other.getByRole('heading', { level: 1 })).toHaveText('All machines')
  await one.context().close()
  await other.context().close()
})

test('a session is ended from the list of sessions', async ({ api, browser, server }) => {
  await api.post('/people', { ...visitor, grants: [{ connection: null, role: 'viewer' }] })
  const one = await visit(browser, server)
  const other = await visit(browser, server)
  await one.goto('/settings')
  const sessions = one.getByRole('listitem')
  await expect(sessions).toHaveCount(2)
  await expect(sessions.filter({ hasText: 'this one' })).toHaveCount(1)
  await one.getByRole('button', { name: 'End', exact: true }).click()
  await expect(sessions).toHaveCount(1)
  await expect(other).toHaveURL(/\/login/)
  await one.context().close()
  await other.context().close()
})
