import { userInfo } from 'node:os'
import { type Clock, systemClock } from '../../lib/clock.ts'
import type { AddressFence } from './address-fence.ts'
import type { Surrounds } from './transport.ts'

interface Given {
  env: Surrounds['env']
  fence: AddressFence
  clock?: Clock
}

/** This process's own, for whom it runs as. */
export const ownSurrounds = ({ env, fence, clock = systemClock }: Given): Surrounds => ({
  clock,
  env,
  fence,
  uid: process.geteuid?.() ?? 0,
  account: accountOf(env),
})

/** A container's process may run as a user that no list of users knows. */
function accountOf(env: Surrounds['env']): string {
  try {
    return userInfo().username
  } catch {
    return env.USER ?? env.LOGNAME ?? ''
  }
}
