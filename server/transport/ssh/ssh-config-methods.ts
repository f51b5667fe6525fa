import type { SshMethod } from '../../../lib/libvirt/plan-types.ts'
import type { Found } from './ssh-config-evaluate.ts'
import { flagOf, wordOf } from './ssh-config-values.ts'
import type { SshTarget } from './ssh-connection.ts'

/** As libvirt tries them by libssh and libssh2 (§ sshauth). */
const libvirts: readonly SshMethod[] = ['agent', 'privkey', 'password', 'keyboard-interactive']

const openssh: Record<string, readonly SshMethod[]> = {
  publickey: ['agent', 'privkey'],
  'keyboard-interactive': ['keyboard-interactive'],
  password: ['password'],
}

/** The ways to log in, in the order to try them. What is not known here (GSSAPI, hostbased) is left out. */
export function methodsOf({ flavour, options }: SshTarget, found: Found): readonly SshMethod[] {
  if (flavour !== 'ssh') return options.sshauth ?? libvirts
  const names = wordOf(found, 'preferredauthentications')?.split(',') ?? Object.keys(openssh)
  const off = new Set<string>()
  if (flagOf(found, 'passwordauthentication') === false) off.add('password')
  if (questionsOff(found)) off.add('keyboard-interactive')
  const keys = wordOf(found, 'pubkeyauthentication')?.toLowerCase()
  if (keys === 'no' || keys === 'false') off.add('publickey')
  return [...new Set(names)].filter((name) => !off.has(name)).flatMap((name) => openssh[name] ?? [])
}

/** Its older name still counts. */
const questionsOff = (found: Found): boolean =>
  flagOf(found, 'kbdinteractiveauthentication') === false ||
  flagOf(found, 'challengeresponseauthentication') === false
