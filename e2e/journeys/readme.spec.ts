import { copyFile, mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { root } from '../root.ts'
import { Api, administrator, expect, test } from './fixtures.ts'
import { startServer } from './server.ts'

/** The picture is kept only where it is asked for, so that a test run leaves the tree as it was. */
const kept = process.env.OIRASE_PICTURES !== undefined
const file = path.join(root, 'e2e', kept ? 'journeys/readme' : 'results', 'machines.png')

test('the README’s picture is what a person sees today', async ({ browser, api }) => {
  test.setTimeout(180_000)
  // a place that says nothing of where this checkout is
  const world = path.join(tmpdir(), 'oirase', 'showcase.xml')
  await mkdir(path.dirname(world), { recursive: true })
  const { showcase } = await api.get('/surroundings')
  await copyFile(fileURLToPath(showcase.replace('test:', 'file:')), world)

  const own = await startServer({ OIRASE_WORLDS: path.dirname(world) })
  const context = await browser.newContext({
    baseURL: own.origin,
    colorScheme: 'dark',
    viewport: { width: 1440, height: 810 },
  })
  const token = own.link?.split('#claim=')[1]
  const theirs = new Api(context.request, own)
  await theirs.post('/session/claim', { token, ...administrator })
  await theirs.open(`test://${world}`)
  const page = await context.newPage()
  await page.goto('/')
  await expect(page.getByText('db-primary', { exact: true })).toBeVisible()
  // sparklines take a minute to fill
  if (kept) await page.waitForTimeout(70_000)
  const taken = await page.screenshot({ path: file })
  expect(taken.length).toBeGreaterThan(20_000)
  await context.close()
  await own.remove()
})
