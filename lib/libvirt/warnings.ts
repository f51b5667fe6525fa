import { driverRow } from './drivers.ts'
import type { Dial, Surroundings, Warning } from './plan-types.ts'
import { transports } from './transports.ts'
import type { LibvirtUri } from './uri.ts'
import { paramRow, remoteParamOf } from './uri-params.ts'

/** What a person should know before opening a URI, in plain words. */
export function warningsOf(uri: LibvirtUri, dial: Dial, surroundings: Surroundings): Warning[] {
  return [
    ...wayWarnings(dial),
    ...driverWarnings(uri, dial, surroundings),
    ...paramWarnings(uri, dial),
  ]
}

function wayWarnings(dial: Dial): Warning[] {
  const warnings: Warning[] = []
  if (dial.transport === 'http' && dial.options.via === undefined) {
    warnings.push({
      code: 'unencrypted',
      say: 'xend neither encrypts nor asks who comes: everybody on the network can read and change everything.',
    })
  }
  if (dial.transport === 'tcp') {
    warnings.push({
      code: 'unencrypted',
      say: 'Plain TCP is not encrypted: everybody on the network between can read and change everything.',
    })
  }
  if (dial.options.no_verify || dial.options.known_hosts_verify === 'ignore') {
    const what = dial.transport === 'tls' ? 'certificate' : 'key'
    warnings.push({
      code: 'unchecked',
      say: `The host’s ${what} is not checked: somebody else may answer in its place.`,
    })
  }
  if (dial.driver === 'xen-proxy') {
    warnings.push({ code: 'read-only', say: 'The Xen proxy is read-only: nothing can be changed.' })
  }
  return warnings
}

function driverWarnings(uri: LibvirtUri, dial: Dial, { uid }: Surroundings): Warning[] {
  if (dial.driver !== 'remote' || uri.driver === null) return []
  const warnings: Warning[] = []
  const row = driverRow(uri.driver)
  if (row === null && driverRow(uri.driver.toLowerCase()) !== null) {
    const say = `Drivers are written in lower case: the daemon will not know “${uri.driver}”.`
    warnings.push({ code: 'driver-case', say })
  } else if (row === null) {
    const say = `No libvirt is known to have a driver called “${uri.driver}”.`
    warnings.push({ code: 'driver-unknown', say })
  } else if (row.where === 'gone') {
    const say = `libvirt no longer has its ${row.label} driver.`
    warnings.push({ code: 'driver-gone', say })
  }
  if (row?.paths && !row.paths.includes(uri.path ?? '')) {
    const say = `The ${row.label} driver will not accept the path “${uri.path ?? ''}”: try ${row.paths[0]}.`
    warnings.push({ code: 'path', say })
  }
  if (uid === 0 && uri.path === '/session' && dial.transport === 'unix') {
    const say = 'For root, libvirt asks the system’s daemon for its session connection.'
    warnings.push({ code: 'session-as-root', say })
  }
  return warnings
}

function paramWarnings(uri: LibvirtUri, dial: Dial): Warning[] {
  const { transport } = dial
  if (dial.driver !== 'remote' || transport === null || transport === 'http') return []
  const seen = new Set<string>()
  const warnings: Warning[] = []
  for (const [given] of uri.params) {
    const name = remoteParamOf(given)
    if (name === null) continue
    if (seen.has(name)) {
      warnings.push({
        code: 'param-repeated',
        say: `“${name}” is there twice: the last one counts.`,
      })
    } else if (!paramRow(name).transports.includes(transport)) {
      const say = `“${name}” has no effect ${transports[transport].phrase}.`
      warnings.push({ code: 'param-unused', say })
    }
    seen.add(name)
  }
  return warnings
}
