import { paramsFor } from '../../libvirt/builder.ts'
import { drivers } from '../../libvirt/drivers.ts'
import { openPlan } from '../../libvirt/plan.ts'
import { isRefused } from '../../libvirt/plan-types.ts'
import { quirks } from '../../libvirt/quirks.ts'
import { type Transport, transportNames, transports } from '../../libvirt/transports.ts'
import { paramRow, type RemoteParam, remoteParamNames, viaParam } from '../../libvirt/uri-params.ts'
import { nowhere } from '../../libvirt/way-of.ts'
import { entry, facts, type HelpEntry } from './entry.ts'

/*
 * The tables of the parser, as paragraphs. Nothing is said here that a row of lib/libvirt says: what is added to a
 * driver, a transport or a parameter there is in the help.
 */

type Driver = (typeof drivers)[string]

const runs: Record<Driver['where'], (row: Driver) => string> = {
  daemon: ({ daemon }) => `behind libvirtd or ${daemon}`,
  client: () => 'inside the program that opens it',
  xend: () => 'in xend, without libvirt',
  gone: () => 'nowhere: libvirt no longer has it',
}

const pathsOf = ({ paths }: Driver): string | null =>
  paths === null || paths.length === 0
    ? null
    : paths.map((path) => (path === '' ? 'nothing' : path)).join(', ')

/** A URI of the driver, and why it is refused where it is. */
function driverExample(driver: string, { where, server, paths }: Driver) {
  const path = paths?.[0] ?? '/'
  if (where === 'gone') return { example: null, refused: null }
  if (driver === 'http') return { example: 'http://xen.example.org:8000/', refused: null }
  if (driver === 'test') return { example: 'test:///default', refused: null }
  if (driver === 'remote') return { example: 'remote+ssh://host.example.org/', refused: null }
  const uri = server === 'remote' ? `${driver}://host.example.org/` : `${driver}://${path}`
  const opening = openPlan(uri, nowhere)
  const refused = opening.ok && isRefused(opening.plan) ? opening.plan.refused : null
  return { example: refused === null ? uri : null, refused }
}

export const driverEntries = (): HelpEntry[] =>
  Object.entries(drivers).map(([driver, row]) => {
    const { example, refused } = driverExample(driver, row)
    return entry({
      anchor: `driver-${driver}`,
      name: driver,
      code: true,
      says: [`${row.label[0]?.toUpperCase()}${row.label.slice(1)}.`, refused]
        .filter(Boolean)
        .join(' '),
      facts: facts({
        Runs: runs[row.where](row),
        Paths: pathsOf(row),
        Holds: row.secondary && 'no machines: one part of libvirt only',
      }),
      example,
    })
  })

const transportExamples: Record<Transport, string> = {
  unix: 'qemu+unix:///system',
  ssh: 'qemu+ssh://root@host.example.org/system',
  libssh: 'qemu+libssh://mika@host.example.org/system',
  libssh2: 'qemu+libssh2://mika@host.example.org/system',
  tls: 'qemu+tls://host.example.org/system',
  tcp: 'qemu+tcp://host.example.org/system',
  ext: 'qemu+ext:///system?command=/usr/local/bin/libvirt-way',
}

export const transportEntries = (): HelpEntry[] =>
  transportNames.map((transport) => {
    const { help, port, user, encrypted, remote } = transports[transport]
    return entry({
      anchor: `transport-${transport}`,
      name: `+${transport}`,
      code: true,
      says: help,
      facts: facts({
        Port: remote && (port === 0 ? '22, or what ~/.ssh/config says' : String(port)),
        User: remote && user,
        Encrypted: remote && (encrypted ? 'yes' : 'no'),
        Parameters: paramsFor(transport).join(', '),
      }),
      example: transportExamples[transport],
    })
  })

const ssh = 'qemu+ssh://root@host.example.org/system'
const libssh = 'qemu+libssh://mika@host.example.org/system'
const tls = 'qemu+tls://host.example.org/system'

const paramExamples: Record<RemoteParam, string> = {
  name: 'remote+ssh://root@gateway.example.org/?name=esx%3A%2F%2Fesx.example.org%2F',
  command: transportExamples.ext,
  socket: `${ssh}?socket=/run/libvirt/virtqemud-sock`,
  auth: `${tls}?auth=sasl.scram-sha-256`,
  sshauth: `${libssh}?sshauth=privkey,keyboard-interactive`,
  netcat: `${ssh}?netcat=nc.openbsd`,
  keyfile: `${ssh}?keyfile=/home/mika/.ssh/id_ed25519`,
  known_hosts: `${libssh}?known_hosts=/home/mika/.ssh/known_hosts`,
  known_hosts_verify: `${libssh}?known_hosts_verify=auto`,
  mode: 'qemu:///system?mode=direct',
  proxy: `${ssh}?proxy=netcat`,
  no_sanity: `${tls}?no_sanity=1`,
  no_verify: `${tls}?no_verify=1`,
  no_tty: `${ssh}?no_tty=1`,
  pkipath: `${tls}?pkipath=/home/mika/pki`,
  authfile: `${tls}?authfile=/home/mika/auth.conf`,
  tls_priority: `${tls}?tls_priority=SECURE256`,
}

const kinds: Record<ReturnType<typeof paramRow>['kind'], string> = {
  text: 'text',
  flag: '1 or 0',
  choice: 'one of a few words',
  list: 'words with commas between',
  file: 'a path',
  folder: 'the path of a folder',
  program: 'a program',
  uri: 'a URI',
}

/** The settings that say what a URI may name, by parameter or else by what it is. */
const fences: Readonly<Record<string, string>> = {
  file: 'a folder of OIRASE_FILES',
  socket: 'a folder of OIRASE_SOCKETS, or libvirt’s own',
  program: 'OIRASE_PROGRAMS',
  netcat: 'OIRASE_PROGRAMS, unless it is nc, ncat, netcat, nc.openbsd or nc.traditional',
}

function paramEntry(name: string, row: ReturnType<typeof paramRow>, example: string): HelpEntry {
  const { transports: known, kind, choices, fallback, help, code } = row
  return entry({
    anchor: `param-${name}`,
    name,
    code: true,
    says: help,
    facts: facts({
      Transports: known.join(', '),
      Value: choices === null ? kinds[kind] : `${kinds[kind]}: ${choices.join(', ')}`,
      'Without it': fallback,
      'Must be in': code !== null && (fences[name] ?? fences[code]),
    }),
    example,
  })
}

export const paramEntries = (): HelpEntry[] => [
  ...remoteParamNames.map((name) => paramEntry(name, paramRow(name), paramExamples[name])),
  paramEntry('via', viaParam, 'http://xen.example.org:8000/?via=ssh://root@xen.example.org'),
]

export const quirkEntries = (): HelpEntry[] =>
  quirks.map(({ code, example, libvirt, ours, why }) =>
    entry({
      anchor: `quirk-${code}`,
      name: example,
      code: true,
      says: why,
      facts: facts({ libvirt, Oirase: ours }),
    }),
  )
