import type { HistoryEntry, Surroundings } from '../contract/http.ts'
import type { ConnectionRow } from '../contract/live.ts'
import { failureKinds } from '../failure.ts'
import { uriAliases } from '../libvirt/resolve-uri.ts'

/** One line of what a person may want to open again, or has never opened but has a name for. */
export interface Offer {
  key: string
  uri: string
  readOnly: boolean
  name: string | null
  /** Its entry in the history; null for what only the surroundings offer. */
  entry: HistoryEntry | null
  /** Where it comes from when not from the history. */
  from: string | null
  openNow: boolean
}

const fromEnvironment = ['VIRSH_DEFAULT_CONNECT_URI', 'LIBVIRT_DEFAULT_URI'] as const

function named({ env, libvirtConf, sshHosts = [] }: Surroundings): { uri: string; from: string }[] {
  const aliases = uriAliases(libvirtConf).map(({ name, uri }) => ({
    uri,
    from: `alias ${name} of libvirt.conf`,
  }))
  const defaults = fromEnvironment.flatMap((variable) => {
    const uri = env[variable]
    return uri ? [{ uri, from: `from ${variable}` }] : []
  })
  const logins = sshHosts.map((host) => ({
    uri: `qemu+ssh://${host}/system`,
    from: 'from ~/.ssh/config',
  }))
  return [...aliases, ...defaults, ...logins]
}

/** The person's own history, pinned first and newest next, then what the server's surroundings name. */
export function offersOf(
  history: readonly HistoryEntry[],
  surroundings: Surroundings | undefined,
  connections: readonly ConnectionRow[],
): Offer[] {
  const open = (uri: string, readOnly: boolean) =>
    connections.some(
      (row) => row.uri === uri && row.readOnly === readOnly && row.state.phase === 'open',
    )
  const past = [...history]
    .sort((a, b) => Number(b.pinned) - Number(a.pinned) || b.at - a.at)
    .map((entry) => ({
      key: entry.id,
      uri: entry.uri,
      readOnly: entry.readOnly,
      name: entry.name,
      entry,
      from: null,
      openNow: open(entry.uri, entry.readOnly),
    }))
  const known = new Set(past.map(({ uri }) => uri))
  const offered = surroundings === undefined ? [] : named(surroundings)
  const more = offered
    .filter(
      ({ uri }, index) =>
        !known.has(uri) && offered.findIndex((each) => each.uri === uri) === index,
    )
    .map(({ uri, from }) => ({
      key: `${from} ${uri}`,
      uri,
      readOnly: false,
      name: null,
      entry: null,
      from,
      openNow: open(uri, false),
    }))
  return [...past, ...more]
}

/** Whether an offer matches what was typed: every word, anywhere in its URI, name or origin. */
export function matchesOffer(offer: Offer, typed: string): boolean {
  const text = `${offer.uri} ${offer.name ?? ''} ${offer.from ?? ''}`.toLowerCase()
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}

/** How the last attempt ended, in a word or two. */
export const endOf = ({ error, took }: HistoryEntry): string => {
  if (error !== null) return failureKinds[error.code].say.replace(/\.$/, '').toLowerCase()
  if (took === null) return 'opened'
  return took < 1000 ? `${Math.round(took)} ms` : `${(took / 1000).toFixed(1)} s`
}
