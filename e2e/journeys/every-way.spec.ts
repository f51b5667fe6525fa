import type { AccountName } from '../lab/accounts.ts'
import { type Lab, startLab } from '../lab/lab.ts'
import { whyNoLab } from '../lab/possible.ts'
import type { LabTransport } from '../lab/uri-of.ts'
import { test as base, claimFirst, expect } from './fixtures.ts'
import { type OwnServer, startServer } from './server.ts'

const reason = whyNoLab()

/** With real hosts, and a server whose account has the keys and known hosts for them. */
const test = base.extend<object, { lab: Lab<'a'>; server: OwnServer }>({
  lab: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern
    async ({}, use) => {
      const lab = await startLab({ a: {} })
      await lab.hosts.a.createQemu('ford')
      await use(lab)
      await lab.stop()
    },
    { scope: 'worker' },
  ],
  server: [
    async ({ lab }, use) => {
      const home = { HOME: lab.client.home, XDG_CONFIG_HOME: '', SSH_AUTH_SOCK: '' }
      const server = await startServer(home)
      await claimFirst(server)
      await use(server)
      await server.remove()
    },
    { scope: 'worker' },
  ],
})
test.skip(reason !== null, `no real hosts here: ${reason}`)

const ways: readonly (readonly [LabTransport, AccountName?])[] = [
  ['tcp'],
  ['tls'],
  ['ssh', 'keyed'],
  ['libssh2', 'odd.user-1'],
]

for (const [transport, user] of ways) {
  test(`a machine of a real host shows live by ${transport}`, async ({ page, lab }) => {
    const uri = lab.uri('a', transport, '/system', user === undefined ? {} : { user })
    await page.goto(`/connect?uri=${encodeURIComponent(uri)}`)
    await page.getByRole('button', { name: 'Connect', exact: true }).click()
    const ford = page
      .getByRole('row')
      .filter({ has: page.getByRole('link', { name: 'ford', exact: true }) })
    await expect(ford).toContainText('Running')
    await lab.hosts.a.virsh('suspend', 'ford')
    await expect(ford).toContainText('Paused')
    await lab.hosts.a.virsh('resume', 'ford')
    await expect(ford).toContainText('Running')
  })
}
