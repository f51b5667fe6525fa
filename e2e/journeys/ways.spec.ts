import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { FakeHost, runningDomain } from '../../server/drivers/remote/fake-host.ts'
import { Api, claimFirst, expect, test } from './fixtures.ts'
import { startServer } from './server.ts'
import { startSshHost } from './ssh-host.ts'

/** A daemon's plain TCP port. */
async function listenOn(host: FakeHost): Promise<Server> {
  const server = createServer((near) => {
    const far = host.daemon.connect()
    near.on('error', () => undefined).pipe(far)
    far.on('error', () => undefined).pipe(near)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server
}

test('a host that is open over plain TCP says so for as long as it is', async ({ page, api }) => {
  const host = await FakeHost.start([runningDomain(1)])
  const server = await listenOn(host)
  const { port } = server.address() as AddressInfo
  const id = await api.open(`qemu+tcp://127.0.0.1:${port}/system`)
  await page.goto(`/connections/${id}`)
  await expect(page.getByRole('link', { name: 'guest-1', exact: true })).toBeVisible()
  await expect(page.getByRole('main').getByText('unencrypted', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Disconnect' }).click()
  await expect(page.getByRole('main').getByText('unencrypted', { exact: true })).toHaveCount(0)
  await api.remove(`/connections/${id}`)
  server.close()
  await host.close()
})

test('what connects at start stops at a question, says that it needs somebody, and goes on when reopened', async ({
  browser,
}) => {
  const home = await mkdtemp(path.join(tmpdir(), 'oirase-home-'))
  const settings = { HOME: home, XDG_CONFIG_HOME: '', SSH_AUTH_SOCK: '' }
  const host = await startSshHost({ password: 'otters' })
  let own = await startServer(settings)
  await claimFirst(own)
  const context = await browser.newContext()
  const api = await Api.signedIn(context.request, own)
  const page = await context.newPage()
  await page.goto(own.origin)
  const asks = page.getByRole('dialog', { name: /^Password for/ })
  const answer = async () => {
    await asks.getByLabel(/^Password/).fill('otters')
    await page.keyboard.press('Enter')
    await expect(asks).toHaveCount(0)
  }
  const uri = `qemu+ssh://mika@127.0.0.1:${host.port}/system`
  const { id } = await api.post('/connections', { uri, autoconnect: true })
  await page.getByRole('button', { name: 'Always trust' }).click()
  await answer()
  await expect(page.getByRole('link', { name: 'guest-1', exact: true })).toBeVisible()

  const { port } = new URL(own.origin)
  await own.stop()
  own = await startServer({ ...settings, OIRASE_PORT: port }, own.dataFolder)
  await page.goto(`${own.origin}/connections/${id}`)
  const main = page.getByRole('main')
  await expect(main.getByText('It needs you')).toBeVisible()
  await expect(page.getByRole('navigation', { name: 'Main' }).getByText('needs you')).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await main.getByRole('button', { name: 'Reopen' }).first().click()
  await answer()
  await expect(page.getByRole('link', { name: 'guest-1', exact: true })).toBeVisible()
  await context.close()
  await own.remove()
  await host.close()
  await rm(home, { recursive: true, force: true })
})
