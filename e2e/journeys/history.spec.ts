import { expect, test } from './fixtures.ts'
import { worldOf } from './worlds.ts'

test('the history tells who did what on what, and how it ended', async ({ page, api }) => {
  await api.openWorld(worldOf({ mill: {} }), { name: 'River' })
  await page.getByRole('button', { name: 'Pause mill' }).click()
  await expect(page.getByRole('button', { name: 'Resume mill' })).toBeVisible()
  await page.getByRole('link', { name: 'History' }).click()
  const task = page
    .getByRole('region', { name: 'Tasks' })
    .getByRole('row')
    .filter({ hasText: 'River' })
    .filter({ hasText: 'mill' })
  await expect(task).toContainText('mika')
  await expect(task).toContainText('Pause')
  await expect(task).toContainText('done')
  await expect(task).toContainText(/virsh .* suspend mill/)
  await page.getByLabel('Filter the history').fill('nobody did this')
  await expect(page.getByText('Nothing like that was done')).toBeVisible()
})

test('the audit has every change and every refusal, with where it came from', async ({
  page,
  api,
  server,
}) => {
  const id = await api.openWorld(worldOf({ mill: {} }))
  const refused = await fetch(`${server.origin}/api/connections/${id}`, {
    method: 'DELETE',
    headers: { origin: server.origin },
  })
  expect(refused.status).toBe(401)
  await page.goto('/history?view=audit')
  const rows = page.getByRole('region', { name: 'Audit' }).getByRole('row')
  await expect(
    rows.filter({ hasText: 'Connect' }).filter({ hasText: 'mika' }).first(),
  ).toContainText('127.0.0.1')
  await expect(
    rows.filter({ hasText: 'a stranger' }).filter({ hasText: 'Remove connection' }).first(),
  ).toContainText('session.missing')
  await expect(page.getByText('The chain of these rows is broken')).toHaveCount(0)
  await page.getByRole('group', { name: 'What to show' }).getByText('Tasks').click()
  await expect(page).not.toHaveURL(/view=audit/)
  await page.goBack()
  await expect(page.getByRole('radio', { name: 'Audit' })).toBeChecked()
})
