import path from 'node:path'
import type { Surrounds } from '../transport.ts'
import type { Directive } from './ssh-config-line.ts'
import { loadConfig } from './ssh-config-load.ts'

const most = 200

/** What can be written into a URI as it stands; patterns and exceptions name no host. */
const plain = /^[A-Za-z0-9_][\w.-]*$/

/** The names that a configuration gives to hosts, with what it includes, in its order and each once. */
function hostsIn(directives: readonly Directive[]): string[] {
  const named = directives.flatMap(({ keyword, args, included }): readonly string[] => {
    if (included !== null) return included.flatMap(hostsIn)
    return keyword === 'host' ? args.filter((name) => plain.test(name)) : []
  })
  return [...new Set(named)].slice(0, most)
}

/** Hosts of this account's own ~/.ssh/config, to be offered; none when it cannot be read. */
export async function readSshHosts({
  env,
  uid,
}: Pick<Surrounds, 'env' | 'uid'>): Promise<string[]> {
  const home = env.HOME || '/'
  try {
    return hostsIn(await loadConfig(path.join(home, '.ssh/config'), { home, uid, own: true }))
  } catch {
    // what is wrong with the file is told to whoever connects by it; nothing is offered from it meanwhile
    return []
  }
}
