import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Browser, Page } from '@playwright/test'
import { type LabDaemon, startDaemon } from '../lab/daemon.ts'
import { linuxFiles, linuxGuestXml } from '../lab/linux-guest.ts'
import { whyNoLab } from '../lab/possible.ts'
import { answers, consoleOf, terminal } from './console-page.ts'
import { administrator, test as base, claimFirst, expect, signIn } from './fixtures.ts'
import { type OwnServer, startServer } from './server.ts'

const reason = whyNoLab()

/** With a server that lets viewers watch. */
const test = base.extend<object, { server: OwnServer }>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern
    async ({}, use) => {
      const server = await startServer({ OIRASE_VIEWERS_WATCH: 'yes' })
      await claimFirst(server)
      await use(server)
      await server.remove()
    },
    { scope: 'worker' },
  ],
})
test.skip(reason !== null, `no real libvirtd here: ${reason}`)

let daemon: LabDaemon
let uuid: string
test.beforeAll(async () => {
  daemon = await startDaemon()
  const file = path.join(daemon.folder, 'shared.xml')
  writeFileSync(file, linuxGuestXml({ name: 'shared' }, linuxFiles()))
  await daemon.virsh('create', file)
  uuid = (await daemon.virsh('domuuid', 'shared')).trim()
})
test.afterAll(() => daemon.stop())

const ada = { name: 'ada', password: 'a loom of numbers' }
const vera = { name: 'vera', password: 'only here to look' }

/** The console in somebody's own browser. */
async function visit(browser: Browser, { origin }: OwnServer, who: typeof ada, at: string) {
  const context = await browser.newContext({ baseURL: origin })
  await signIn(context.request, origin, who)
  const page = await context.newPage()
  await page.goto(at)
  return page
}

/** Somebody asks the shell to count, and what it says is seen by those who look. */
async function counts(page: Page, number: number): Promise<void> {
  await page.bringToFront()
  await page.locator('[data-console=text] textarea').focus()
  await page.keyboard.type(`echo sum-$((${number}+0))-\n`)
}

test('two share a console, one types, another watches; it ends with the grant and with the sign-in', async ({
  page,
  api,
  browser,
  server,
}) => {
  const connection = await api.open(daemon.uri('qemu', '/system'))
  const grant = (role: string) => ({ grants: [{ connection, role }] })
  const { id } = await api.post('/people', { ...ada, ...grant('operator') })
  await api.post('/people', { ...vera, ...grant('viewer') })
  const at = consoleOf(connection, uuid, 'text-serial0')
  await page.goto(at)
  await answers(page)
  const hers = await visit(browser, server, ada, at)
  const watched = await visit(browser, server, vera, at)

  await expect(hers.getByText(`${administrator.name} has the keyboard`)).toBeVisible()
  await expect(watched.getByText('You watch')).toBeVisible()
  await expect(watched.getByRole('button', { name: 'Take the keyboard' })).toHaveCount(0)
  await counts(hers, 11)
  await counts(watched, 12)
  await counts(page, 13)
  for (const one of [page, hers, watched]) {
    await expect(terminal(one)).toContainText('sum-13-')
    await expect(terminal(one)).not.toContainText(/sum-1[12]-/)
  }

  await page.getByRole('button', { name: 'Who is here: 3' }).click()
  await page.getByRole('menuitem', { name: 'ada watches' }).click()
  await expect(page.getByText('ada has the keyboard')).toBeVisible()
  await counts(page, 14)
  await counts(hers, 15)
  for (const one of [page, hers, watched]) {
    await expect(terminal(one)).toContainText('sum-15-')
    await expect(terminal(one)).not.toContainText('sum-14-')
  }
  await page.getByRole('button', { name: 'Take the keyboard' }).click()
  await expect(hers.getByText(`${administrator.name} has the keyboard`)).toBeVisible()

  await api.put(`/people/${id}`, grant('viewer'))
  await expect(hers.getByText('You watch')).toBeVisible()
  await counts(page, 16)
  await expect(terminal(hers)).toContainText('sum-16-')
  await api.put(`/people/${id}`, { grants: [] })
  await expect(hers.locator('[data-console=text]')).toHaveCount(0)
  await expect(hers.getByText('There is no such connection')).toBeVisible()

  const elsewhere = await watched.context().newPage()
  await elsewhere.goto('/')
  await elsewhere.getByRole('button', { name: /^vera .*account$/ }).click()
  await elsewhere.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(watched).toHaveURL(/\/login/)
  await expect(page.getByRole('button', { name: /^Who is here/ })).toHaveCount(0)
  for (const one of [hers, watched]) await one.context().close()
})
