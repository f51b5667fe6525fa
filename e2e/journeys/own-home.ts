import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test as base, claimFirst } from './fixtures.ts'
import { startServer } from './server.ts'

interface OwnHome {
  server: Awaited<ReturnType<typeof startServer>>
  home: string
}

/** With a server whose account has no keys, no agent and no known hosts, whoever runs these tests. */
export const test = base.extend<object, OwnHome>({
  home: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern
    async ({}, use) => {
      const home = await mkdtemp(path.join(tmpdir(), 'oirase-home-'))
      await use(home)
      await rm(home, { recursive: true, force: true })
    },
    { scope: 'worker' },
  ],
  server: [
    async ({ home }, use) => {
      const server = await startServer({ HOME: home, XDG_CONFIG_HOME: '', SSH_AUTH_SOCK: '' })
      await claimFirst(server)
      await use(server)
      await server.remove()
    },
    { scope: 'worker' },
  ],
})
