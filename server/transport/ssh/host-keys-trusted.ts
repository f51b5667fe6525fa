import type { TrustedKeys } from './ssh-connection.ts'

const most = 1000

/** Remembers which host keys were taken, until the process ends; of very many the latest. */
export function rememberTrusted(): TrustedKeys {
  const taken = new Set<string>()
  return {
    has: (host, key) => taken.has(`${host} ${key}`),
    add: (host, key) => {
      taken.add(`${host} ${key}`)
      const [first] = taken
      if (taken.size > most && first !== undefined) taken.delete(first)
    },
  }
}
