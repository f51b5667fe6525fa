import { Failure } from '../failure.ts'
import type { Asker } from './question.ts'

/** Nobody is there to be asked: what a start of the server, a retry or a script opens with. */
export const unattended: Asker = {
  hostKey: async ({ host, fingerprint }) => {
    throw new Failure(
      'host.needs-you',
      `Nothing says yet whether ${fingerprint} is the key of ${host}.`,
    )
  },
  credentials: async ({ subject, reason }) => {
    throw new Failure('host.needs-you', [`Asked for ${subject}.`, reason].filter(Boolean).join(' '))
  },
}
