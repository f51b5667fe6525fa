import type { ConfValue } from './libvirt-conf.ts'
import { isRefused, type PlanOptions, type Refused, refuse } from './plan-types.ts'
import type { Transport } from './transports.ts'
import type { LibvirtUri } from './uri.ts'
import { paramRow, type RemoteParam, readFlag, remoteParamsOf } from './uri-params.ts'

const socketModes = ['auto', 'legacy', 'direct'] as const
export type SocketMode = (typeof socketModes)[number]

const sshProxies = ['auto', 'netcat', 'native'] as const
export type SshProxy = (typeof sshProxies)[number]

/** What a URI's parameters, and libvirt.conf where they are silent, ask of the remote driver. */
export interface RemoteWish {
  given: Partial<Record<RemoteParam, string>>
  mode: SocketMode
  /** null: neither says. */
  proxy: SshProxy | null
  /** The parameters of this transport that need no decision. */
  options: PlanOptions
}

/**
 * Reads the parameters with doRemoteOpen's checks in its order: flags as they stand in the URI, then `mode`,
 * then `proxy`, each whether or not the transport uses it.
 */
export function readWish(
  uri: LibvirtUri,
  transport: Transport,
  conf: ReadonlyMap<string, ConfValue>,
): RemoteWish | Refused {
  const given = remoteParamsOf(uri)
  const flags = flagsOf(uri, transport)
  if (isRefused(flags)) return flags
  const mode = choiceOf('mode', given.mode, conf.get('remote_mode'), socketModes)
  if (mode !== null && typeof mode !== 'string') return mode
  const proxy = choiceOf('proxy', given.proxy, conf.get('remote_proxy'), sshProxies)
  if (proxy !== null && typeof proxy !== 'string') return proxy
  const options = { ...textsOf(given, transport), ...flags }
  return { given, mode: mode ?? 'auto', proxy, options }
}

const flagNames = ['no_sanity', 'no_verify', 'no_tty'] as const

function flagsOf(uri: LibvirtUri, transport: Transport): PlanOptions | Refused {
  const flags: Partial<Record<(typeof flagNames)[number], boolean>> = {}
  for (const [given, value] of uri.params) {
    const name = flagNames.find((flag) => flag === given.toLowerCase())
    if (name === undefined) continue
    const flag = readFlag(value)
    if (flag === null) {
      const said = `The parameter “${given}” must be a whole number, 0 or 1: “${value}” is not.`
      return refuse('param-value', said, 'query')
    }
    if (paramRow(name).transports.includes(transport)) flags[name] = flag
  }
  return flags
}

/** The word of the URI, else of libvirt.conf, compared with its case. */
function choiceOf<Word extends string>(
  name: 'mode' | 'proxy',
  given: string | undefined,
  configured: ConfValue | undefined,
  words: readonly Word[],
): Word | null | Refused {
  const value = given ?? configured
  if (value === undefined) return null
  const word = words.find((known) => known === value)
  if (word !== undefined) return word
  const known = words.join(', ')
  if (given === undefined) {
    return refuse('conf', `libvirt.conf: “remote_${name}” must be one of ${known}.`)
  }
  const said = `The parameter “${name}” must be one of ${known}: “${given}” is not.`
  return refuse('param-value', said, 'query')
}

const textNames = [
  'command',
  'netcat',
  'keyfile',
  'pkipath',
  'known_hosts',
  'tls_priority',
  'auth',
  'authfile',
] as const

function textsOf(given: RemoteWish['given'], transport: Transport): PlanOptions {
  const texts: Partial<Record<(typeof textNames)[number], string>> = {}
  for (const name of textNames) {
    const value = given[name]
    if (value !== undefined && paramRow(name).transports.includes(transport)) texts[name] = value
  }
  return texts
}
