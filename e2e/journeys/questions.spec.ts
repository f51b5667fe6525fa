import { mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { findings } from './findings.ts'
import { expect } from './fixtures.ts'
import { test } from './own-home.ts'
import { type Login, type SshHost, startSshHost } from './ssh-host.ts'

const hosts: SshHost[] = []
test.afterEach(async () => {
  for (const host of hosts.splice(0)) await host.close()
})

async function hostWith(login: Login, port = 0): Promise<SshHost> {
  const host = await startSshHost(login, port)
  hosts.push(host)
  return host
}

const uriOf = ({ port }: SshHost, user = 'mika') => `qemu+ssh://${user}@127.0.0.1:${port}/system`
const password = { password: 'otters under the bridge' }

/** Writes a URI into the dialog over the first page. */
async function fill(page: Page, uri: string) {
  await page.goto('/')
  await page
    .getByRole('link', { name: /Connect…|Add a connection/ })
    .first()
    .click()
  await page.getByLabel('Connection URI').fill(uri)
}

async function connect(page: Page, uri: string) {
  await fill(page, uri)
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
}

const isThisIt = (page: Page): Locator =>
  page.getByRole('dialog', { name: 'Is this the host you mean?' })
const passwordFor = (page: Page): Locator =>
  page.getByRole('dialog', { name: /^Password for mika@/ })

const trust = (page: Page, how: 'Trust once' | 'Always trust') =>
  isThisIt(page).getByRole('button', { name: how }).click()

test('a key and a password are asked in all tabs, and answered in any of them', async ({
  page,
  context,
}) => {
  const host = await hostWith(password)
  const other = await context.newPage()
  await other.goto('/history')
  await connect(page, uriOf(host))
  for (const tab of [page, other]) {
    await expect(isThisIt(tab).getByText(host.fingerprint)).toBeVisible()
    await expect(isThisIt(tab).getByText('ssh-ed25519', { exact: true })).toBeVisible()
    await expect(isThisIt(tab).getByRole('img', { name: /picture/ })).toContainText('SHA256')
    await expect(isThisIt(tab).getByText(/ssh_host_ed25519_key\.pub/)).toBeVisible()
    await expect(isThisIt(tab).getByRole('button', { name: 'Do not connect' })).toBeFocused()
  }
  await trust(other, 'Always trust')
  for (const tab of [page, other]) {
    await expect(isThisIt(tab)).toHaveCount(0)
    await expect(passwordFor(tab)).toBeVisible()
    await expect(passwordFor(tab).getByLabel(/^Password/)).toBeFocused()
    await expect(passwordFor(tab).getByRole('checkbox')).not.toBeChecked()
  }

  await page.keyboard.type('herons')
  await page.keyboard.press('Enter')
  await expect(passwordFor(page).getByRole('alert')).toBeVisible()
  await expect(passwordFor(page).getByLabel(/^Password/)).toHaveValue('')
  await page.keyboard.type(password.password)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/connections\//)
  await expect(page.getByRole('link', { name: 'guest-1', exact: true })).toBeVisible()
  await expect(other.getByRole('dialog')).toHaveCount(0)
  await other.close()
})

test('several questions stand in one dialog, with what the host says as text', async ({ page }) => {
  const host = await hostWith({
    instruction: 'Touch your token. <b>Not markup</b>',
    prompts: [
      { prompt: 'Password: ', echo: false },
      { prompt: 'Code: ', echo: true },
    ],
    answers: ['mossy', '271828'],
  })
  await connect(page, uriOf(host))
  await trust(page, 'Trust once')
  const asks = page.getByRole('dialog', { name: /asks$/ })
  await expect(asks.getByText('Touch your token. <b>Not markup</b>')).toBeVisible()
  const [secret, code] = [asks.getByLabel('Password', { exact: true }), asks.getByLabel('Code')]
  await expect(secret).toHaveAttribute('type', 'password')
  await expect(code).not.toHaveAttribute('type', 'password')
  await expect(code).toHaveAttribute('autocomplete', 'one-time-code')
  await secret.fill('mossy')
  await asks.getByRole('button', { name: 'Show what is typed' }).click()
  await expect(secret).toHaveAttribute('type', 'text')
  await code.fill('271828')
  await code.press('Enter')
  await expect(page).toHaveURL(/\/connections\//)
})

test('Escape gives the attempt up: it says so, asks no more and leaves nothing behind', async ({
  page,
  api,
}) => {
  const host = await hostWith(password)
  await connect(page, uriOf(host))
  await trust(page, 'Trust once')
  await expect(passwordFor(page)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(passwordFor(page)).toHaveCount(0)
  const dialog = page.getByRole('dialog', { name: 'Connect to a hypervisor' })
  await expect(dialog.getByText('The question was not answered.')).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCount(1)
  await expect.poll(async () => (await api.get('/connections')).length).toBe(0)
  expect(host.logins).toBe(0)
})

test('what is wrong three times is asked no fourth time: the page says why, and what may help', async ({
  page,
}) => {
  const host = await hostWith(password)
  await connect(page, uriOf(host))
  await trust(page, 'Trust once')
  const field = passwordFor(page).getByLabel(/^Password/)
  for (const wrong of ['herons', 'egrets', 'bitterns']) {
    // the next question is another dialog, empty again
    await expect(field).toHaveValue('')
    await field.fill(wrong)
    await field.press('Enter')
  }
  await expect(passwordFor(page)).toHaveCount(0)
  const why = page.getByRole('region', { name: 'Why it was not opened' })
  await expect(why.getByText('The host did not accept these credentials.')).toBeVisible()
  await expect(why.getByText(/journalctl|sshd -T/).first()).toBeVisible()
  expect(host.logins).toBe(0)
})

test('hosts of ~/.ssh/config are offered to be opened and to be named', async ({ page, home }) => {
  await mkdir(path.join(home, '.ssh'), { recursive: true, mode: 0o700 })
  const config = path.join(home, '.ssh/config')
  await writeFile(config, 'Host mill weir-*\n  User mika\n', { mode: 0o600 })
  await fill(page, 'qemu+ssh://host/system')
  await page.reload()
  await expect(
    page.getByRole('button', { name: 'qemu+ssh://mill/system from ~/.ssh/config' }),
  ).toBeVisible()
  await page.getByLabel('Connection URI').fill('qemu+ssh://host/system')
  const named = await page.getByLabel('Host', { exact: true }).getAttribute('list')
  await expect(page.locator(`[id="${named}"] option`)).toHaveCount(1)
  await rm(config)
})

test('who does not trust a key is not logged in with anything', async ({ page }) => {
  const host = await hostWith(password)
  await connect(page, uriOf(host))
  await expect(isThisIt(page)).toBeVisible()
  // the way out has the focus: Enter alone trusts nobody
  await page.keyboard.press('Enter')
  await expect(isThisIt(page)).toHaveCount(0)
  // the list of connections may say so, too, until it has gone from there
  const why = page.getByRole('region', { name: 'Why it was not opened' })
  await expect(why.getByText('The question was not answered.')).toBeVisible()
  expect(host.logins).toBe(0)
})

test('the ladder is drawn while it is climbed, and stands still while somebody is asked', async ({
  page,
}) => {
  const host = await hostWith(password)
  await fill(page, uriOf(host))
  await page.getByRole('button', { name: 'Test', exact: true }).click()
  await expect(isThisIt(page)).toBeVisible()
  // the dialog below is hidden from whoever hears the page, not from whoever sees it
  const ladder = page.getByRole('region', { name: 'Connection test', includeHidden: true })
  const rung = (name: string) =>
    ladder.getByRole('listitem', { includeHidden: true }).filter({ hasText: name })
  await expect(rung('Check who answers')).toContainText('under way')
  await expect(rung('Dial')).toContainText('done')
  await expect(rung('List the machines')).toContainText('not tried')
  await trust(page, 'Trust once')
  await passwordFor(page)
    .getByLabel(/^Password/)
    .fill(password.password)
  await page.keyboard.press('Enter')
  await expect(rung('List the machines')).toContainText('done')
  await expect(ladder.getByText('failed:')).toHaveCount(0)
})

test('a press beside a question does not answer it', async ({ page }) => {
  const host = await hostWith(password)
  await connect(page, uriOf(host))
  await expect(isThisIt(page)).toBeVisible()
  await page.mouse.click(5, 5)
  await expect(isThisIt(page)).toBeVisible()
  await page.keyboard.press('Escape')
})

test('a key that has changed is refused with both fingerprints and the line that disagrees', async ({
  page,
}) => {
  const before = await hostWith(password)
  await connect(page, uriOf(before))
  await trust(page, 'Always trust')
  await passwordFor(page)
    .getByLabel(/^Password/)
    .fill(password.password)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/connections\//)
  await page.getByRole('button', { name: 'Disconnect' }).click()
  await before.close()
  hosts.splice(0)
  const after = await hostWith(password, before.port)
  await connect(page, uriOf(after, 'kayo'))
  const ladder = page.getByRole('region', { name: 'Connection test' })
  await expect(ladder.getByText(before.fingerprint).first()).toBeVisible()
  await expect(ladder.getByText(after.fingerprint).first()).toBeVisible()
  await expect(ladder.getByText(/known_hosts/).first()).toBeVisible()
  await expect(ladder.getByRole('link', { name: 'More on this in the help' })).toHaveAttribute(
    'href',
    /^\/help\/uris#trouble-/,
  )
  await expect(isThisIt(page)).toHaveCount(0)
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 } })

  test('axe finds nothing in the questions, and they can be answered by thumb', async ({
    page,
  }) => {
    const host = await hostWith(password)
    await connect(page, uriOf(host))
    await expect(isThisIt(page)).toBeVisible()
    expect(await findings(page), 'host key').toEqual([])
    await trust(page, 'Trust once')
    await expect(passwordFor(page)).toBeVisible()
    expect(await findings(page), 'password').toEqual([])
    await passwordFor(page)
      .getByLabel(/^Password/)
      .fill(password.password)
    await passwordFor(page).getByRole('button', { name: 'Continue' }).click()
    await expect(page).toHaveURL(/\/connections\//)
  })
})
