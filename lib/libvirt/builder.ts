import { driverRow, drivers } from './drivers.ts'
import { setDriver, setPath, setPort, setScheme, setServer, setUser } from './edit-uri.ts'
import type { Dial } from './plan-types.ts'
import { isLegacyXen } from './plan-xen.ts'
import { sshTransports, type Transport } from './transports.ts'
import { type LibvirtUri, parseUri } from './uri.ts'
import {
  type ParamRow,
  paramRow,
  type RemoteParam,
  remoteParamNames,
  viaParam,
} from './uri-params.ts'

/*
 * What a form beside the URI's text shows and changes. The text stays the only truth: a field is read off the
 * URI, and a change of a field is an edit of that one part.
 */

/** Where the hypervisor is, as a person would choose it. */
export const places = ['local', 'ssh', 'tls', 'tcp', 'xen-http', 'xen-socket', 'other'] as const
export type Place = (typeof places)[number]

export const placeLabels: Record<Place, string> = {
  local: 'This machine',
  ssh: 'SSH',
  tls: 'TLS',
  tcp: 'TCP',
  'xen-http': 'Xen HTTP',
  'xen-socket': 'Xen socket',
  other: 'Other',
}

/** Which place a URI names. `other`: by a way that the form has no button for, like a program or a bare name. */
export function placeOf(uri: LibvirtUri): Place {
  if (uri.form === 'empty') return 'local'
  if (isLegacyXen(uri)) return uri.form === 'path' ? 'xen-socket' : 'xen-http'
  if (uri.form === 'name') return 'other'
  if (uri.transport === null) return uri.server === null ? 'local' : 'tls'
  if (uri.transport === 'unix') return 'local'
  if (sshTransports.includes(uri.transport as Transport)) return 'ssh'
  return uri.transport === 'tls' || uri.transport === 'tcp' ? uri.transport : 'other'
}

const reading = (text: string): LibvirtUri => {
  const read = parseUri(text)
  if (!read.ok) throw new Error(`${text} is a form of our own and must be readable`)
  return read.uri
}

const xendSocket = '///var/run/xend/xend-socket'

/** The URI at another place: the hypervisor stays, and host, user and port do where the new place has any. */
export function setPlace(uri: LibvirtUri, place: Place): LibvirtUri {
  if (place === placeOf(uri)) return uri
  if (place === 'xen-socket') return reading(xendSocket)
  if (place === 'xen-http') return setServer(reading('http://'), uri.server)
  const modern = isLegacyXen(uri) || uri.form !== 'uri' ? startFrom(uri) : uri
  const driver = modern.driver ?? 'qemu'
  if (place === 'local') {
    return setServer(setUser(setPort(setScheme(modern, driver), 0), null), null)
  }
  if (place === 'other') return setScheme(modern, `${driver}+ext`)
  const scheme = place === 'tls' && modern.server !== null ? driver : `${driver}+${place}`
  return setPort(setScheme(modern, scheme), 0)
}

/** A URI to go on from when the text was none that has a driver; an old Xen host is still a Xen host. */
const startFrom = (uri: LibvirtUri): LibvirtUri =>
  setServer(reading(isLegacyXen(uri) ? 'xen:///system' : 'qemu:///system'), uri.server)

/** Which kind of SSH logs in, each with defaults of its own; null where none does. */
export const sshKindOf = (uri: LibvirtUri): Transport | null =>
  sshTransports.find((kind) => kind === uri.transport) ?? null

export const setSshKind = (uri: LibvirtUri, kind: Transport): LibvirtUri =>
  setScheme(uri, `${uri.driver ?? 'qemu'}+${kind}`)

/** Whether a place has a host, a user and a port to name. */
export const placeHas = (place: Place): { host: boolean; user: boolean; port: boolean } => ({
  host: ['ssh', 'tls', 'tcp', 'xen-http'].includes(place),
  user: place === 'ssh',
  port: ['ssh', 'tls', 'tcp', 'xen-http'].includes(place),
})

/** A hypervisor and which instance of it: what a person picks in one list. */
export interface Hypervisor {
  driver: string
  path: string
  label: string
}

const instance: Record<string, string> = { '/system': ', system', '/session': ', user session' }

/** What the list offers: every driver behind a daemon with its paths, the built-in test, and the host's own choice. */
export const hypervisors: readonly Hypervisor[] = [
  ...Object.entries(drivers)
    .filter(([, row]) => row.where === 'daemon' && !row.secondary && row.paths !== null)
    .flatMap(([driver, row]) =>
      (row.paths ?? [])
        .filter((path) => path.length > 1)
        .map((path) => ({
          driver,
          path,
          label: row.label + (row.paths?.includes('/session') ? (instance[path] ?? '') : ''),
        })),
    )
    .filter((each, index, all) => all.findIndex(({ label }) => label === each.label) === index),
  { driver: 'test', path: '/default', label: 'Built-in test' },
  { driver: 'remote', path: '/', label: 'Whatever the host has' },
]

export const hypervisorOf = (uri: LibvirtUri): Hypervisor | null =>
  hypervisors.find(
    ({ driver, path }) => driver === uri.driver && (path === uri.path || isBare(uri)),
  ) ?? null

/** An empty path, which some drivers take for their only instance. */
function isBare({ driver, path }: LibvirtUri): boolean {
  const bare = path === null || path === '/'
  return bare && (driver === 'remote' || driverRow(driver)?.paths?.includes(path ?? '') === true)
}

export const setHypervisor = (uri: LibvirtUri, { driver, path }: Hypervisor): LibvirtUri =>
  setPath(setDriver(uri.form === 'uri' ? uri : startFrom(uri), driver), path)

/**
 * The parameters to offer for a URI, in the order to show them. Those of legacy Xen stay while one of them is only half
 * written, and the URI therefore leads nowhere.
 */
export function paramsOffered(uri: LibvirtUri, plan: Dial | null): readonly [string, ParamRow][] {
  if (isLegacyXen(uri)) return [['via', viaParam]]
  const names = plan?.driver === 'remote' ? paramsFor(plan.transport) : []
  return names.map((name) => [name, paramRow(name)])
}

/** The parameters that mean something for the way this URI is dialled, in the order to show them. */
export function paramsFor(transport: Transport | 'http' | null): readonly RemoteParam[] {
  if (transport === null) return []
  return remoteParamNames.filter((name) => paramRow(name).transports.includes(transport))
}
