import path from 'node:path'
import { root } from '../root.ts'
import { expect, test } from './fixtures.ts'

test.use({ colorScheme: 'dark', viewport: { width: 1280, height: 720 } })

test('the README’s picture is what a person sees today', async ({ page, api }) => {
  const { showcase } = await api.get('/surroundings')
  await api.post('/connections', { uri: showcase, name: 'showcase' })
  await page.goto('/')
  await expect(page.getByText('db-primary', { exact: true })).toBeVisible()
  // long enough for the sparklines to have something to show
  await page.waitForTimeout(12_000)
  const picture = process.env.OIRASE_PICTURES === undefined ? 'results' : 'journeys/readme'
  const taken = await page.screenshot({ path: path.join(root, 'e2e', picture, 'machines.png') })
  expect(taken.length).toBeGreaterThan(20_000)
})
