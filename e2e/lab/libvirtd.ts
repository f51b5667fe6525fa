import { existsSync } from 'node:fs'
import { password } from './accounts.ts'
import type { WriteFile } from './host-files.ts'
import type { Machine } from './machine.ts'

export interface DaemonOptions {
  /** One daemon for all, or one a driver with a proxy for those who ask for the old socket. */
  kind: 'monolithic' | 'modular'
  tcpPort: number
  tlsPort: number
  /** Mechanisms with which everybody must sign in, on every socket and port; null: nobody need. */
  sasl: readonly string[] | null
  /** Further lines of libvirtd.conf. */
  settings: readonly string[]
}

/** The one account of a host that asks for SASL. */
export const saslUser = 'clerk'

const places = {
  log: '/var/log/libvirt/libvirtd.log',
  pid: '/run/libvirtd.pid',
  sasldb: '/etc/libvirt/passwd.db',
}
/** Debian 12 builds libvirtd only: there it answers under the names of the modular daemons. */
export const trulyModular = existsSync('/usr/sbin/virtqemud')
const siblings = ['qemu', 'network', 'storage', 'nodedev', 'secret', 'interface', 'nwfilter']

const daemonConf = ({ sasl, settings }: DaemonOptions) => [
  `auth_unix_rw = "${sasl === null ? 'none' : 'sasl'}"`,
  'auth_unix_ro = "none"',
  'unix_sock_group = "libvirt"',
  'unix_sock_rw_perms = "0770"',
  'unix_sock_ro_perms = "0777"',
  `log_outputs = "3:file:${places.log}"`,
  ...settings,
]

const listenerConf = ({ tcpPort, tlsPort, sasl }: DaemonOptions) => [
  'listen_tcp = 1',
  'listen_tls = 1',
  `tcp_port = "${tcpPort}"`,
  `tls_port = "${tlsPort}"`,
  `auth_tcp = "${sasl === null ? 'none' : 'sasl'}"`,
  `auth_tls = "${sasl === null ? 'none' : 'sasl'}"`,
  // a flawed certificate is for its clients to refuse
  'tls_no_sanity_certificate = 1',
]

/** No cgroups, labels or namespaces: a guest is a plain process that dies with the host. */
const qemuConf = [
  'user = "root"',
  'group = "root"',
  'stdio_handler = "file"',
  'security_driver = "none"',
  'cgroup_controllers = []',
  'namespaces = []',
]

const text = (lines: readonly string[]) => `${lines.join('\n')}\n`

/** The libvirt daemons of a host, as one: whatever is said of them is said of all. */
export interface Daemons {
  start(): Promise<void>
  stop(): Promise<void>
  /** SIGKILL; guests run on. */
  kill9(): Promise<void>
  /** They keep their sockets open and say nothing, until `thaw`. */
  freeze(): Promise<void>
  thaw(): Promise<void>
}

/** Writes the configuration; nothing runs yet. */
export async function prepareDaemons(
  machine: Machine,
  write: WriteFile,
  options: DaemonOptions,
): Promise<Daemons> {
  const { kind, sasl } = options
  write('/etc/libvirt/qemu.conf', text(qemuConf))
  if (sasl !== null) await prepareSasl(machine, write, sasl)
  const daemons = kind === 'modular' && trulyModular ? modular : [{ program: 'libvirtd' }]
  for (const { program } of daemons) {
    const listens = program === 'libvirtd' || program === 'virtproxyd'
    const lines = [...daemonConf(options), ...(listens ? listenerConf(options) : [])]
    const apart =
      kind === 'modular' && !trulyModular ? ['unix_sock_dir = "/run/libvirt/apart"'] : []
    write(`/etc/libvirt/${program}.conf`, text([...lines, ...apart]))
  }
  if (kind === 'modular' && !trulyModular) await nameSockets(machine)
  const names = daemons.map(({ program }) => program)
  const each = (line: (program: string) => string) => machine.order(names.map(line).join(' && '))
  const signal = (name: string) => each((program) => `kill -${name} $(cat /run/${program}.pid)`)
  const gone = () =>
    each((program) => `while kill -0 $(cat /run/${program}.pid) 2>/dev/null; do sleep 0.02; done`)
  return {
    start: () => each(startLine),
    stop: async () => {
      await signal('TERM')
      await gone()
    },
    kill9: async () => {
      await signal('KILL')
      await gone()
    },
    freeze: () => signal('STOP'),
    thaw: () => signal('CONT'),
  }
}

/** With --daemon it returns once it listens. */
function startLine(program: string): string {
  const listen = program === 'libvirtd' || program === 'virtproxyd' ? '--listen' : ''
  return `${program} --daemon ${listen} --pid-file /run/${program}.pid`
}

const modular = [...siblings, 'proxy'].map((driver) => ({ program: `virt${driver}d` }))

/** Names that no daemon unlinks: the true sockets lie apart. */
const nameSockets = (machine: Machine) =>
  machine.order(
    ['virtqemud', 'libvirt']
      .flatMap((name) => ['', '-ro'].map((end) => [`libvirt-sock${end}`, `${name}-sock${end}`]))
      .map(([from, to]) => `ln -s apart/${from} /run/libvirt/${to}`)
      .join(' && '),
  )

async function prepareSasl(
  machine: Machine,
  write: WriteFile,
  mechanisms: readonly string[],
): Promise<void> {
  const lines = [`mech_list: ${mechanisms.join(' ')}`, `sasldb_path: ${places.sasldb}`]
  write('/etc/sasl2/libvirt.conf', text(lines))
  const add = `saslpasswd2 -p -c -a libvirt -f ${places.sasldb} ${saslUser}`
  await machine.order(`echo -n '${password}' | ${add}`)
}

/** Puts a certificate where the daemons look for it. */
export async function installCertificate(
  machine: Machine,
  { ca, certificate, key }: { ca: string; certificate: string; key: string },
): Promise<void> {
  const put = (from: string, to: string) => `install -D -m 600 ${from} /etc/pki/${to}`
  await machine.order(
    [
      put(ca, 'CA/cacert.pem'),
      put(certificate, 'libvirt/servercert.pem'),
      put(key, 'libvirt/private/serverkey.pem'),
      'chmod 755 /etc/pki /etc/pki/CA /etc/pki/libvirt && chmod 644 /etc/pki/CA/cacert.pem',
    ].join(' && '),
  )
}
