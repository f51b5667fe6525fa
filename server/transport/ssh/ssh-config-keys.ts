import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Found } from './ssh-config-evaluate.ts'
import type { HopTarget, SshSettings } from './ssh-config-settings.ts'
import { flagOf, wordOf } from './ssh-config-values.ts'

export interface Keys {
  found: Found
  target: HopTarget
  home: string
  env: Readonly<Record<string, string | undefined>>
  /** Expands a path; null when it cannot be. */
  places(text: string): string | null
}

/** ssh_config(5), IdentityFile; those of security tokens are there to be told of. */
const openssh = ['id_rsa', 'id_ecdsa', 'id_ecdsa_sk', 'id_ed25519', 'id_ed25519_sk', 'id_dsa']
/** virNetClientFindDefault's list, of which the first that exists is the only one. */
const libvirts = ['identity', 'id_dsa', 'id_ecdsa', 'id_ed25519', 'id_rsa']

type Identities = Pick<SshSettings, 'identityFiles' | 'identitiesNamed' | 'identitiesOnly'>

/** The private keys to log in with: the URI's first. */
export function identitiesOf(keys: Keys): Identities {
  const { found, target, home, places } = keys
  const { keyfile } = target.options
  const inSsh = (name: string) => path.join(home, '.ssh', name)
  if (target.flavour !== 'ssh') {
    const first = libvirts.map(inSsh).find((file) => existsSync(file))
    const files = keyfile === undefined ? [first ?? []].flat() : [keyfile]
    return { identityFiles: files, identitiesNamed: keyfile !== undefined, identitiesOnly: false }
  }
  const lines = found.values.get('identityfile') ?? []
  const said = lines.flatMap(({ args }) => (args[0] === undefined ? [] : [args[0]]))
  const named = said
    .filter((file) => file.toLowerCase() !== 'none')
    .flatMap((file) => places(file) ?? [])
  const all = [...(keyfile === undefined ? [] : [keyfile]), ...named]
  const usual = all.length === 0 && said.length === 0
  return {
    identityFiles: usual ? openssh.map(inSsh) : all,
    identitiesNamed: !usual,
    identitiesOnly: flagOf(found, 'identitiesonly') === true,
  }
}

/** IdentityAgent: a path, `none`, `SSH_AUTH_SOCK`, or a variable's name with a `$` in front. */
export function agentOf({ found, env, places }: Keys): string | null {
  const said = wordOf(found, 'identityagent') ?? 'SSH_AUTH_SOCK'
  if (said.toLowerCase() === 'none') return null
  const variable = said === 'SSH_AUTH_SOCK' ? said : /^\$(\w+)$/.exec(said)?.[1]
  if (variable === undefined) return places(said)
  const socket = env[variable]
  return socket ? path.resolve(socket) : null
}
