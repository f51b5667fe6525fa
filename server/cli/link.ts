import { systemClock } from '../../lib/clock.ts'
import { paths } from '../../lib/paths.ts'
import { newClaim } from '../auth/claims.ts'
import { originOf, readConfig } from '../config.ts'
import { openStore } from '../store/store.ts'
import { exitCodes, type Io } from './io.ts'

/**
 * Prints a one-time link that makes an administrator, or gives one back their account: the way in after a lost
 * password. Whoever may write the server's data folder is its administrator already. Returns the exit code.
 */
export async function runLink(args: string[], io: Io): Promise<number> {
  if (args.length > 0) {
    io.err('usage: oirase link\n')
    return exitCodes.misused
  }
  const read = readConfig(io.env)
  if (!read.ok) {
    io.err(`${read.wrong.join('\n')}\n`)
    return exitCodes.misused
  }
  const store = await openStore(read.config.data)
  try {
    const token = await newClaim(store, systemClock, 'recovery')
    io.out(`${originOf(read.config, read.config.port)}${paths.claim(token)}\n`)
    return exitCodes.done
  } finally {
    await store.close()
  }
}
