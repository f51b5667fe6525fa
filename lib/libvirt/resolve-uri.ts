import { type ConfValue, readConf } from './libvirt-conf.ts'
import type { Refused, Surroundings } from './plan-types.ts'
import { refuse } from './plan-types.ts'

/** Where the text of a URI came from; `nowhere`: nobody named one and the daemon must be asked. */
export type UriSource =
  | 'given'
  | 'VIRSH_DEFAULT_CONNECT_URI'
  | 'LIBVIRT_DEFAULT_URI'
  | 'uri_default'
  | 'nowhere'

export type Resolution =
  /** `text` is what will be parsed; `alias` the name in uri_aliases that stood for it. */
  { ok: true; text: string; source: UriSource; alias: string | null } | ({ ok: false } & Refused)

/**
 * Which URI a person means, before it is parsed, as virConnectOpen decides it: nothing given → environment →
 * `uri_default`; a given “xen” or `xen://` → `xen:///system`; then an alias, once.
 * @param text null when no URI was given at all: then virsh's own variable comes first
 */
export function resolveUri(text: string | null, surroundings: Surroundings): Resolution {
  const conf = readConf(surroundings.libvirtConf ?? '')
  if (!conf.ok) {
    return bad('conf', `libvirt.conf cannot be read: line ${conf.line}: ${conf.error}.`)
  }
  const chosen = chooseText(text, surroundings.env, conf.values)
  if (!chosen.ok) return chosen
  if (chosen.source === 'nowhere') return { ...chosen, alias: null }
  const name = chosen.named ? xenName(chosen.text) : chosen.text
  const found = findAlias(name, conf.values)
  if (!found.ok) return found
  const { source } = chosen
  if (found.uri === null) return { ok: true, text: name, source, alias: null }
  return { ok: true, text: found.uri, source, alias: name }
}

/** The aliases of a libvirt.conf, for a person to choose from; entries that libvirt would not take are left out. */
export function uriAliases(libvirtConf: string | null): { name: string; uri: string }[] {
  const conf = readConf(libvirtConf ?? '')
  const list = conf.ok ? conf.values.get('uri_aliases') : []
  if (!Array.isArray(list)) return []
  return list.flatMap((entry: ConfValue) => {
    const alias = typeof entry === 'string' ? readAlias(entry) : null
    return alias === null || typeof alias === 'string' ? [] : [alias]
  })
}

function chooseText(
  text: string | null,
  env: Readonly<Record<string, string>>,
  conf: ReadonlyMap<string, ConfValue>,
): Choice | Extract<Resolution, { ok: false }> {
  if (text) return { ok: true, text, source: 'given', named: true }
  const virsh = text === null ? env.VIRSH_DEFAULT_CONNECT_URI : ''
  if (virsh) return { ok: true, text: virsh, source: 'VIRSH_DEFAULT_CONNECT_URI', named: true }
  if (env.LIBVIRT_DEFAULT_URI) {
    return { ok: true, text: env.LIBVIRT_DEFAULT_URI, source: 'LIBVIRT_DEFAULT_URI', named: false }
  }
  const fallback = conf.get('uri_default')
  if (fallback === undefined) return { ok: true, text: '', source: 'nowhere', named: false }
  if (typeof fallback !== 'string') {
    return bad('conf', 'libvirt.conf: “uri_default” must be a string.')
  }
  return { ok: true, text: fallback, source: 'uri_default', named: false }
}

/** `named` by a caller rather than found by the library. */
interface Choice {
  ok: true
  text: string
  source: UriSource
  named: boolean
}

/** The words that libvirt takes for `xen:///system` when a caller names them; not so in its own defaults. */
const xenName = (text: string): string =>
  text.toLowerCase() === 'xen' || text === 'xen://' ? 'xen:///system' : text

/** Entries are checked on the way, as libvirt does: a malformed one before the match spoils every open. */
function findAlias(
  name: string,
  conf: ReadonlyMap<string, ConfValue>,
): { ok: true; uri: string | null } | Extract<Resolution, { ok: false }> {
  const list = conf.get('uri_aliases') ?? []
  const entries = Array.isArray(list) ? list : [null]
  if (!entries.every((entry) => typeof entry === 'string')) {
    return bad('conf', 'libvirt.conf: “uri_aliases” must be a list of strings.')
  }
  for (const entry of entries) {
    const alias = readAlias(entry)
    if (typeof alias === 'string') return bad('conf-alias', alias)
    if (alias.name === name) return { ok: true, uri: alias.uri }
  }
  return { ok: true, uri: null }
}

function readAlias(entry: string): { name: string; uri: string } | string {
  const equals = entry.indexOf('=')
  if (equals < 0) return `libvirt.conf: the alias “${entry}” is not of the form name=uri.`
  const name = entry.slice(0, equals)
  if (!/^[A-Za-z0-9_-]*$/.test(name)) {
    return `libvirt.conf: the alias “${entry}” may have only letters, digits, “_” and “-” in its name.`
  }
  return { name, uri: entry.slice(equals + 1) }
}

const bad = (code: Refused['code'], refused: string): Extract<Resolution, { ok: false }> => ({
  ok: false,
  ...refuse(code, refused),
})
