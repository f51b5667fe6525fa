import { type PlanOptions, type Refused, refuse, type SshMethod } from './plan-types.ts'
import type { RemoteWish, SshProxy } from './remote-wish.ts'
import type { Transport } from './transports.ts'

/**
 * How the far socket is reached over SSH when nothing says (doRemoteOpen): a socket of one's own needs netcat,
 * a user's daemon needs virt-ssh-helper; netcat named together with “auto” is chosen.
 */
export function sshProxyOf(wish: RemoteWish, session: boolean): SshProxy | Refused {
  const fallback = wish.given.socket !== undefined ? 'netcat' : session ? 'native' : 'auto'
  const proxy = wish.proxy ?? fallback
  if (wish.given.netcat === undefined) return proxy
  if (proxy !== 'native') return 'netcat'
  const said =
    'The parameter “netcat” has no use with the proxy “native”, which is virt-ssh-helper.'
  return refuse('netcat-native', said, 'query')
}

const methods: readonly SshMethod[] = ['agent', 'privkey', 'password', 'keyboard-interactive']
const checks = ['normal', 'auto', 'ignore'] as const

/** The parameters that libssh and libssh2 check before they dial; the ssh program never sees them. */
export function libsshOptions(wish: RemoteWish, transport: Transport): PlanOptions | Refused {
  if (transport !== 'libssh' && transport !== 'libssh2') return {}
  const options: PlanOptions = {}
  const { sshauth, known_hosts_verify } = wish.given
  if (known_hosts_verify !== undefined) {
    const check = checks.find((known) => known === known_hosts_verify.toLowerCase())
    if (check === undefined) return badChoice('known_hosts_verify', known_hosts_verify, checks)
    options.known_hosts_verify = check
  }
  if (sshauth !== undefined) {
    const words = sshauth === '' ? [] : sshauth.split(',')
    const chosen = words.map(
      (word) => methods.find((known) => known === word.toLowerCase()) ?? word,
    )
    const wrong = chosen.find((word) => !methods.includes(word as SshMethod))
    if (wrong !== undefined) return badChoice('sshauth', wrong, methods)
    options.sshauth = chosen as SshMethod[]
  }
  return options
}

const badChoice = (name: string, value: string, known: readonly string[]): Refused =>
  refuse(
    'param-value',
    `The parameter “${name}” knows ${known.join(', ')}: “${value}” is none of them.`,
    'query',
  )
