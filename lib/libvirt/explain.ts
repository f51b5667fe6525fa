import { driverRow } from './drivers.ts'
import { type Dial, isRefused, type Open, type Plan, type PlanOptions } from './plan-types.ts'
import { transports } from './transports.ts'
import { type LibvirtUri, uriParam } from './uri.ts'

/**
 * What opening a URI will do, in sentences: what is reached, where, by which way and under which name; then what
 * makes the way safe. That nothing does is a warning. For a refused one it is why.
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
  const renamed = uriParam(uri, 'name') !== null
  if (uri.driver === null || uri.driver === 'remote' || renamed) return 'the libvirt daemon'
  if (row === null) return `the libvirt daemon (driver “${uri.driver}”)`
  if (row.secondary) return `libvirt’s daemon for ${row.label}`
  if (uri.driver === 'test') return 'the test driver of the libvirt daemon'
  if (uri.path === '/session') return `the ${row.label} session daemon`
  if (uri.path === '/system' && row.paths?.includes('/session')) {
    return `the ${row.label} system daemon`
  }
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
  const through = via === undefined ? '' : `, through SSH to ${via.host}`
  if (dial.driver === 'xen-proxy') return 'the read-only Xen proxy of this machine'
  const where =
    dial.transport === 'unix'
      ? `of ${via === undefined ? 'this machine' : via.host}, socket ${dial.socket}`
      : `on host ${dial.host}, port ${dial.port}, over plain HTTP`
  return `legacy Xen’s xend ${where}${through}`
}

function safety({ transport, options }: Open): string {
  switch (transport) {
    case 'ssh':
    case 'libssh':
    case 'libssh2':
      return `Encrypted; ${keyCheck(options)}.`
    case 'tls':
      return `Encrypted; the host’s certificate is ${options.no_verify ? 'not ' : ''}checked.`
    default:
      return ''
  }
}

/** OpenSSH still refuses a changed key when it accepts unknown ones. */
function keyCheck({ no_verify, known_hosts_verify }: PlanOptions): string {
  if (known_hosts_verify === 'ignore') return 'the host key is not checked'
  return no_verify || known_hosts_verify === 'auto'
    ? 'an unknown host key is accepted'
    : 'the host key is checked'
}

function othersTried(plan: Open): string {
  const candidates = plan.candidates ?? []
  const chosen = candidates.findIndex(
    ({ driver, socket }) => driver === plan.driver && socket === plan.socket,
  )
  const rest = candidates.slice(chosen + 1)
  if (rest.length === 0) return ''
  return `If that does not answer: ${rest.map(oldXen).join(', then ')}.`
}
