import { loginTrouble } from './troubles/login.ts'

/** What libvirt's auth.conf says. One that cannot be read has no groups and a fault: libvirt goes on without it, too. */
export interface AuthConf {
  path: string
  groups: ReadonlyMap<string, ReadonlyMap<string, string>>
  /** Why nothing of it counts, with the line; never a line's content, which may be a password. */
  fault: string | null
}

/** Who asks: libvirtd by SASL, or an SSH server. */
export type AuthService = 'libvirt' | 'ssh'

/** What a group of credentials holds; null where it leaves something to be asked for. */
export interface AuthCredentials {
  username: string | null
  authname: string | null
  password: string | null
  realm: string | null
}

/**
 * The credentials for a service on a host (null: this machine), by its own entry or the service's default
 * (virAuthConfigLookup, src/util/virauthconfig.c). null when the file says nothing about it.
 * Throws Failure (`login-auth-conf`) when the entry leads nowhere, as libvirt refuses to open then.
 */
export function credentialsFor(
  conf: AuthConf | null,
  service: AuthService,
  host: string | null,
): AuthCredentials | null {
  if (conf === null) return null
  const entries = [`auth-${service}-${host ?? 'localhost'}`, `auth-${service}-default`]
  const entry = entries.find((group) => conf.groups.has(group))
  if (entry === undefined) return null
  const name = textAt(conf, entry, 'credentials')
  if (name === null) {
    const words = `Missing item 'credentials' in group '${entry}' in '${conf.path}'`
    throw loginTrouble('login-auth-conf', words)
  }
  const group = `credentials-${name}`
  if (!conf.groups.has(group)) {
    const words = `Missing group '${group}' referenced from group '${entry}' in '${conf.path}'`
    throw loginTrouble('login-auth-conf', words)
  }
  return {
    username: textAt(conf, group, 'username'),
    authname: textAt(conf, group, 'authname'),
    password: textAt(conf, group, 'password'),
    realm: textAt(conf, group, 'realm'),
  }
}

/** Reads the syntax of GLib's key files (glib/gkeyfile.c), of which one wrong line spoils the whole. */
export function readAuthConf(text: string, path: string): AuthConf {
  const groups = new Map<string, Map<string, string>>()
  let current: Map<string, string> | null = null
  for (const [at, line] of text.split('\n').entries()) {
    const parsed = readLine(line.replace(/\r$/, ''))
    if (parsed === null) continue
    const fault = faultOf(parsed, current)
    if (fault !== null) return { path, groups: new Map(), fault: `line ${at + 1}: ${fault}` }
    if ('group' in parsed) {
      current = groups.get(parsed.group) ?? new Map()
      groups.set(parsed.group, current)
    } else if ('key' in parsed) {
      current?.set(parsed.key, parsed.value)
    }
  }
  return { path, groups, fault: null }
}

type Line = { group: string } | { key: string; value: string } | { fault: string }

/** null for a comment or an empty line. */
function readLine(line: string): Line | null {
  const text = line.replace(/^[ \t\v\f\r]+/, '')
  if (text === '' || text.startsWith('#')) return null
  const group = /^\[([^\]]*)\][ \t]*$/.exec(text)?.[1]
  if (group !== undefined) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: GLib has no control characters in names
    return /^[^[\x00-\x1f\x7f]+$/.test(group) ? { group } : { fault: 'not a name for a group' }
  }
  const equals = text.indexOf('=')
  if (equals <= 0) return { fault: 'neither a group, a setting nor a comment' }
  const key = text.slice(0, equals).replace(/[ \t\v\f\r]+$/, '')
  if (!/^[^[\]]+(\[[\w@.-]*\])?$/.test(key)) return { fault: 'not a name for a setting' }
  return { key, value: text.slice(equals + 1).replace(/^[ \t\v\f\r]+/, '') }
}

function faultOf(line: Line, group: unknown): string | null {
  if ('fault' in line) return line.fault
  return 'key' in line && group === null ? 'a setting before any group' : null
}

const escapes: Record<string, string> = { s: ' ', t: '\t', n: '\n', r: '\r', '\\': '\\' }

/** A value as g_key_file_get_string has it: null when it is missing, is not UTF-8, or has an escape nobody knows. */
function textAt(conf: AuthConf, group: string, key: string): string | null {
  const raw = conf.groups.get(group)?.get(key)
  if (raw === undefined || raw.includes('\ufffd')) return null
  if (!/^(?:[^\\]|\\[stnr\\])*$/.test(raw)) return null
  return raw.replace(/\\(.)/g, (_, letter: string) => escapes[letter] ?? '')
}
