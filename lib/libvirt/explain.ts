import { driverRow } from './drivers.ts'
import { type Dial, isRefused, type Open, type Plan } from './plan-types.ts'
import { transports } from './transports.ts'
import type { LibvirtUri } from './uri.ts'

/**
 * What opening a URI will do, in sentences: what is reached, where, by which way and under which name; then how
 * safe the way is. For a refused one it is why.
 */
export function explainUri(uri: LibvirtUri, plan: Plan): string {
  if (isRefused(plan)) return plan.refused
  const sentences = [mainSentence(uri, plan), safety(plan), othersTried(plan)]
  if (plan.options.readOnly) sentences.push('Read-only: nothing can be changed.')
  return sentences.filter((sentence) => sentence !== '').join(' ')
}

function mainSentence(uri: LibvirtUri, plan: Open): string {
  if (plan.driver === 'test') return testSentence(plan)
  if (plan.driver !== 'remote') return `Connect to ${oldXen(plan)}.`
  const name = plan.remoteName ?? ''
  const asking = name === '' ? 'letting it choose the hypervisor' : `asking it for ${name}`
  return `Connect to ${subject(uri)} ${place(plan)}, ${asking}.`
}

const testSentence = ({ options }: Open): string =>
  options.file === undefined
    ? 'Open the built-in test world inside this server; nothing is dialled.'
    : `Open a test world from the file ${options.file} inside this server; nothing is dialled.`

/** Which hypervisor's daemon. Drivers with a daemon for each user say which of the two. */
function subject(uri: LibvirtUri): string {
  const row = driverRow(uri.driver)
  if (uri.driver === null || uri.driver === 'remote') return 'the libvirt daemon'
  if (row === null) return `the libvirt daemon (driver “${uri.driver}”)`
  if (row.secondary) return `libvirt’s daemon for ${row.label}`
  if (uri.driver === 'test') return 'the test driver of the libvirt daemon'
  if (uri.path === '/session') return `the ${row.label} session daemon`
  if (row.paths?.includes('/session')) return `the ${row.label} system daemon`
  return `the ${row.label} hypervisor`
}

function place(plan: Open): string {
  const { transport, host, socket, options } = plan
  if (transport === 'unix') return `of this machine through the socket ${socket}`
  if (transport === 'ext') return `at the other end of the program ${options.command}`
  const way = transport === null || transport === 'http' ? '' : transports[transport].phrase
  return `on host ${host} ${way}${details(plan)}`
}

function details(plan: Dial): string {
  const known: string[] = []
  if (plan.port > 0) known.push(`port ${plan.port}`)
  if (plan.user !== null) known.push(`user ${plan.user}`)
  return known.length > 0 ? ` (${known.join(', ')})` : ''
}

function oldXen(dial: Dial): string {
  const { via } = dial.options
  const through = via === undefined ? '' : ` through SSH to ${via.host}`
  if (dial.driver === 'xen-proxy') return 'the read-only Xen proxy of this machine'
  const where =
    dial.transport === 'unix'
      ? `of ${via === undefined ? 'this machine' : via.host}, socket ${dial.socket}`
      : `on host ${dial.host}, port ${dial.port}, over plain HTTP`
  return `legacy Xen’s xend ${where}${through}`
}

function safety(plan: Open): string {
  const { transport, options } = plan
  const unchecked = options.no_verify || options.known_hosts_verify === 'ignore'
  switch (transport) {
    case 'ssh':
    case 'libssh':
    case 'libssh2':
      return `Encrypted; the host key is ${unchecked ? 'not ' : ''}checked.`
    case 'tls':
      return `Encrypted; the host’s certificate is ${unchecked ? 'not ' : ''}checked.`
    case 'tcp':
      return 'Not encrypted.'
    case 'http':
      return options.via === undefined ? 'Neither encrypted nor authenticated.' : ''
    default:
      return ''
  }
}

function othersTried(plan: Open): string {
  const rest = (plan.candidates ?? []).slice(1)
  if (rest.length === 0) return ''
  const ways = rest.map((dial) => (dial.driver === 'remote' ? 'libvirt’s daemon' : oldXen(dial)))
  return `If no libvirt daemon answers: ${ways.join(', then ')}.`
}
