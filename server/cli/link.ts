import { systemClock } from '../../lib/clock.ts'
import { paths } from '../../lib/paths.ts'
import { newClaim } from '../auth/claims.ts'
import { originOf, readConfig } from '../config.ts'
import { openStore } from '../store/store.ts'

/** Whoever may write the server's data folder may become its administrator: the way back in after a lost password. */
export async function runLink(env: Readonly<Record<string, string | undefined>>): Promise<void> {
  const read = readConfig(env)
  if (!read.ok) {
    process.stderr.write(`${read.wrong.join('\n')}\n`)
    process.exitCode = 2
    return
  }
  const store = await openStore(read.config.data)
  try {
    const token = await newClaim(store, systemClock, 'recovery')
    process.stdout.write(`${originOf(read.config, read.config.port)}${paths.claim(token)}\n`)
  } finally {
    await store.close()
  }
}
