import { administrator, expect, signIn, test } from './fixtures.ts'

test('a viewer sees everything and is told why nothing can be pressed', async ({
  page,
  api,
  browser,
  server,
}) => {
  await api.open('test:///default')
  await page.getByRole('link', { name: 'People' }).click()
  await page.getByRole('button', { name: /Add/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name', { exact: true }).fill('visitor')
  await dialog
    .getByLabel(/password/i)
    .first()
    .fill('only here to look')
  await dialog
    .getByRole('button', { name: /Add|Create/ })
    .last()
    .click()
  await expect(page.getByRole('row', { name: /visitor/ })).toBeVisible()

  const context = await browser.newContext({ baseURL: server.origin })
  await signIn(context.request, server.origin, { name: 'visitor', password: 'only here to look' })
  const theirs = await context.newPage()
  await theirs.goto(server.origin)
  const pause = theirs.getByRole('button', { name: 'Pause test' })
  await expect(pause).toHaveAttribute('aria-disabled', 'true')
  await expect(pause).toHaveAccessibleDescription('Your role does not allow this.')
  await expect(theirs.getByRole('link', { name: 'People' })).toHaveCount(0)
  const [{ id }] = await api.get('/connections')
  const refused = await context.request.post(
    `${server.origin}/api/connections/${id}/domains/6695eb01-f6a4-8304-79aa-97f2502e193f/suspend`,
    { headers: { origin: server.origin }, data: {} },
  )
  expect(refused.status()).toBe(403)

  for (const person of await api.get('/people')) {
    if (person.name !== administrator.name) await api.remove(`/people/${person.id}`)
  }
  await expect(theirs).toHaveURL(/\/login/)
  await context.close()
})
