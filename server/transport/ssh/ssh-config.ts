import { hostname } from 'node:os'
import path from 'node:path'
import { sshTrouble } from '../../../lib/libvirt/troubles/ssh.ts'
import { algorithmsOf } from './ssh-config-algorithms.ts'
import { evaluate, type Found, hostName } from './ssh-config-evaluate.ts'
import { hostKeySettings } from './ssh-config-host-key.ts'
import { agentOf, identitiesOf, type Keys } from './ssh-config-keys.ts'
import { type Directive, placeOf } from './ssh-config-line.ts'
import { loadConfig } from './ssh-config-load.ts'
import { methodsOf } from './ssh-config-methods.ts'
import type { HopTarget, SshSettings } from './ssh-config-settings.ts'
import { expandEnvironment, expandHome, expandTokens } from './ssh-config-tokens.ts'
import { flagOf, numberOf, secondsOf, wordOf } from './ssh-config-values.ts'
import type { SshSurrounds } from './ssh-connection.ts'

type Machine = Pick<SshSurrounds, 'env' | 'uid' | 'account'>

/**
 * What the URI, ~/.ssh/config and /etc/ssh/ssh_config (not for libssh2, which reads neither) and the flavour's
 * defaults come to. Throws Failure for lines that cannot be followed and would matter.
 */
export async function sshSettings(
  target: HopTarget,
  machine: Machine,
  files?: ConfigFiles,
): Promise<SshSettings> {
  const home = machine.env.HOME || '/'
  const usual = { own: path.join(home, '.ssh/config'), machine: '/etc/ssh/ssh_config' }
  const found = await configFor(target, machine, home, files ?? usual)
  refusePrograms(found)
  const openssh = target.flavour === 'ssh'
  const facts = factsOf(target, machine)
  const host = hostName(found.values, facts).toLowerCase()
  const port = target.port || (openssh ? numberOf(found, 'port', 65_535) : null) || 22
  const user = target.user ?? (openssh ? (wordOf(found, 'user') ?? machine.account) : 'root')
  const places = placesOf({ home, machine, host, port, user, target })
  const keys: Keys = { found, target, home, env: machine.env, places }
  return {
    host,
    port,
    user,
    jump: jumpOf(target, found, { h: host, n: target.host, p: String(port), r: user }),
    ...hostKeySettings(keys),
    silent: target.options.no_tty === true || flagOf(found, 'batchmode') === true,
    methods: methodsOf(target, found),
    ...identitiesOf(keys),
    agent: agentOf(keys),
    connectTimeout: secondsOf(found, 'connecttimeout'),
    aliveEvery: secondsOf(found, 'serveraliveinterval'),
    algorithms: algorithmsOf(found),
    notes: [...found.notes, ...unsupported(found)],
  }
}

const factsOf = ({ host, user, flavour }: HopTarget, { account }: Machine) => ({
  host,
  user: user ?? (flavour === 'ssh' ? null : 'root'),
  account,
})

interface ConfigFiles {
  own: string
  machine: string
}

async function configFor(
  target: HopTarget,
  machine: Machine,
  home: string,
  files: ConfigFiles,
): Promise<Found> {
  if (target.flavour === 'libssh2') return { values: new Map(), notes: [] }
  const { uid } = machine
  const read = await Promise.all([
    loadConfig(files.own, { home, uid, own: true }),
    loadConfig(files.machine, { home, uid, own: false }),
  ])
  return evaluate(read, factsOf(target, machine))
}

function refusePrograms({ values }: Found): void {
  const [command, jump] = [values.get('proxycommand')?.[0], values.get('proxyjump')?.[0]]
  if (command === undefined || command.rest.trim().toLowerCase() === 'none') return
  if (jump !== undefined && isBefore(jump, command, values)) return
  throw sshTrouble(
    'ssh-proxy-command',
    `ProxyCommand in ${placeOf(command)} is a program; none is run from here.`,
  )
}

/** Of ProxyJump and ProxyCommand the one that is read first holds; a Map keeps that order. */
const isBefore = (one: Directive, other: Directive, values: Found['values']): boolean => {
  const order = [...values.keys()]
  return order.indexOf(one.keyword) < order.indexOf(other.keyword)
}

function jumpOf(
  target: HopTarget,
  found: Found,
  tokens: Readonly<Record<string, string>>,
): string | null {
  if (target.jump !== undefined) return target.jump === '' ? null : target.jump
  const word = wordOf(found, 'proxyjump')
  return word === null || word.toLowerCase() === 'none' ? null : expandTokens(word, tokens)
}

interface Places {
  home: string
  machine: Machine
  host: string
  port: number
  user: string
  target: HopTarget
}

/** Expands a path as IdentityFile and UserKnownHostsFile have it; null when a variable in it is not set. */
function placesOf({ home, machine, host, port, user, target }: Places) {
  const local = hostname()
  const tokens = {
    d: home,
    h: host,
    i: String(machine.uid),
    k: target.host,
    L: local.split('.')[0]!,
    l: local,
    n: target.host,
    p: String(port),
    r: user,
    u: machine.account,
  }
  return (text: string): string | null => {
    const known = expandEnvironment(expandTokens(text, tokens), machine.env)
    return known === null ? null : path.resolve(home, expandHome(known, home))
  }
}

const unfollowed: Record<string, string> = {
  certificatefile: 'Certificates for logging in',
  securitykeyprovider: 'Keys on security tokens',
  pkcs11provider: 'Keys on smart cards',
  canonicalizehostname: 'Making names canonical',
}

const unsupported = (found: Found): string[] =>
  Object.entries(unfollowed).flatMap(([keyword, what]) => {
    const line = found.values.get(keyword)?.[0]
    const none = line === undefined || ['no', 'none'].includes(line.rest.trim().toLowerCase())
    return none ? [] : [`${what} (${placeOf(line)}): not supported here, left out.`]
  })
