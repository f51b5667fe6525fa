import { driverRow } from './drivers.ts'
import type { Dial, Surroundings, Warning } from './plan-types.ts'
import { sshTransports, transports } from './transports.ts'
import { type LibvirtUri, uriParam } from './uri.ts'
import { paramRow, remoteParamOf } from './uri-params.ts'

/** What a person should know before opening a URI, in plain words. */
export const warningsOf = (uri: LibvirtUri, dial: Dial, surroundings: Surroundings): Warning[] => [
  ...wayWarnings(dial),
  ...(dial.driver === 'remote' ? driverWarnings(uri, dial, surroundings) : []),
  ...(dial.driver === 'remote' ? paramWarnings(uri, dial) : oldXenWarnings(uri, dial)),
  ...userWarnings(uri, dial),
]

const warn = (code: Warning['code'], say: string): Warning => ({ code, say })

function* wayWarnings({ driver, transport, options }: Dial): Iterable<Warning> {
  if (transport === 'http' && options.via === undefined) {
    yield warn(
      'unencrypted',
      'xend neither encrypts nor asks who comes: everybody on the network can read and change everything.',
    )
  }
  if (transport === 'tcp') {
    yield warn(
      'unencrypted',
      'Plain TCP is not encrypted: everybody on the network between can read and change everything.',
    )
  }
  if (options.known_hosts_verify === 'ignore' || (transport === 'tls' && options.no_verify)) {
    const shown = transport === 'tls' ? 'certificate' : 'key'
    yield warn('unchecked', `The host’s ${shown} is not checked: another may answer in its place.`)
  } else if (options.no_verify || options.known_hosts_verify === 'auto') {
    yield warn(
      'unchecked',
      'A host key that is not known yet is accepted without asking: another may answer in the host’s place.',
    )
  }
  if (driver === 'xen-proxy') {
    yield warn('read-only', 'The Xen proxy is read-only: nothing can be changed.')
  }
}

/** Of what the daemon will say to the driver and the path; nothing of another name sent instead. */
function* driverWarnings(uri: LibvirtUri, dial: Dial, { uid }: Surroundings): Iterable<Warning> {
  const { driver, path } = uri
  if (driver === null || uriParam(uri, 'name') !== null) return
  const row = driverRow(driver)
  if (row === null && driverRow(driver.toLowerCase()) !== null) {
    yield warn(
      'driver-case',
      `Drivers are written in lower case: the daemon will not know “${driver}”.`,
    )
  } else if (row === null) {
    yield warn('driver-unknown', `No libvirt is known to have a driver called “${driver}”.`)
  } else if (row.where === 'gone') {
    yield warn('driver-gone', `libvirt no longer has its ${row.label} driver.`)
  }
  if (row?.paths && !row.paths.includes(path ?? '')) {
    yield warn(
      'path',
      `The ${row.label} driver will not accept the path “${path ?? ''}”: try ${row.paths[0]}.`,
    )
  }
  if (uid === 0 && path === '/session' && dial.transport === 'unix') {
    yield warn(
      'session-as-root',
      'For root, libvirt asks the system’s daemon for its session connection.',
    )
  }
}

function* paramWarnings(uri: LibvirtUri, { transport }: Dial): Iterable<Warning> {
  const seen = new Set<string>()
  for (const [given] of uri.params) {
    const name = remoteParamOf(given)
    if (name === null || transport === null || transport === 'http') continue
    if (seen.has(name)) {
      yield warn('param-repeated', `“${name}” is there more than once: the last one counts.`)
    } else if (!paramRow(name).transports.includes(transport)) {
      yield warn('param-unused', `“${name}” has no effect ${transports[transport].phrase}.`)
    }
    seen.add(name)
  }
}

function* oldXenWarnings(uri: LibvirtUri, { driver }: Dial): Iterable<Warning> {
  for (const [name] of driver === 'xend' ? uri.params : []) {
    if (name.toLowerCase() !== 'via') {
      yield warn('param-unused', `“${name}” has no effect with legacy Xen.`)
    }
  }
}

function* userWarnings(uri: LibvirtUri, { transport }: Dial): Iterable<Warning> {
  const logsIn = sshTransports.some((ssh) => ssh === transport)
  if (uri.user !== null && !logsIn) {
    yield warn('user-unused', 'The user’s name has no effect without SSH.')
  }
}
