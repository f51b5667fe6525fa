import path from 'node:path'
import type { Keys } from './ssh-config-keys.ts'
import type { SshSettings } from './ssh-config-settings.ts'
import { badValue, flagOf, lineOf, wordOf } from './ssh-config-values.ts'

type HostKeySettings = Pick<
  SshSettings,
  'hostKeyAlias' | 'userKnownHosts' | 'globalKnownHosts' | 'hashKnownHosts' | 'unknownKey'
>

/** Where known host keys are, and what becomes of one that is not. */
export function hostKeySettings(keys: Keys): HostKeySettings {
  if (keys.target.flavour !== 'ssh') return libvirts(keys)
  const { found, home, places } = keys
  const files = (keyword: string, fallback: readonly string[]): readonly string[] => {
    const named = lineOf(found, keyword)?.args
    if (named?.length === 1 && named[0]?.toLowerCase() === 'none') return []
    return (named ?? fallback).flatMap((file) => places(file) ?? [])
  }
  const ssh = path.join(home, '.ssh')
  const machine = ['/etc/ssh/ssh_known_hosts', '/etc/ssh/ssh_known_hosts2']
  return {
    hostKeyAlias: wordOf(found, 'hostkeyalias'),
    userKnownHosts: files('userknownhostsfile', [`${ssh}/known_hosts`, `${ssh}/known_hosts2`]),
    globalKnownHosts: files('globalknownhostsfile', machine),
    hashKnownHosts: flagOf(found, 'hashknownhosts') === true,
    unknownKey: unknownKey(keys),
  }
}

/** StrictHostKeyChecking; `no` lets a changed key pass in OpenSSH when no password is used: never here. */
function unknownKey({ found, target }: Keys): HostKeySettings['unknownKey'] {
  const silent = target.options.no_tty === true || flagOf(found, 'batchmode') === true
  if (target.options.no_verify === true) return 'accept'
  const word = wordOf(found, 'stricthostkeychecking')?.toLowerCase() ?? 'ask'
  if (['no', 'off', 'false', 'accept-new'].includes(word)) return 'accept'
  if (['yes', 'true'].includes(word)) return 'refuse'
  if (word !== 'ask') throw badValue(lineOf(found, 'stricthostkeychecking')!)
  return silent ? 'refuse' : 'ask'
}

/** libvirt's own file (virNetClientNewLibSSH2, src/rpc/virnetclient.c). */
function libvirts({ target, home, env }: Keys): HostKeySettings {
  const { known_hosts, known_hosts_verify } = target.options
  const folder = env.XDG_CONFIG_HOME || path.join(home, '.config')
  const unknown = { normal: 'ask', auto: 'accept', ignore: 'any' } as const
  return {
    hostKeyAlias: null,
    userKnownHosts: [known_hosts ?? path.join(folder, 'libvirt/known_hosts')],
    globalKnownHosts: [],
    hashKnownHosts: false,
    unknownKey: unknown[known_hosts_verify ?? 'normal'],
  }
}
