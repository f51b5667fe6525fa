import { password } from './accounts.ts'
import type { WriteFile } from './host-files.ts'
import type { Machine } from './machine.ts'
import { qemuConf } from './qemu-conf.ts'

export interface DaemonOptions {
  /**
   * What its sockets are called: libvirtd's, the modular daemons' with virtproxyd's, or without. No Debian builds modular
   * daemons (12 and 13 looked at), so it is libvirtd that answers under their names.
   */
  kind: 'monolithic' | 'modular' | 'proxyless'
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
  apart: '/run/libvirt/apart',
}

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

const text = (lines: readonly string[]) => `${lines.join('\n')}\n`

/** The libvirt daemon of a host. */
export interface Daemon {
  start(): Promise<void>
  stop(): Promise<void>
  /** SIGKILL; guests run on. */
  kill9(): Promise<void>
  /** It keeps its sockets open and says nothing, until `thaw`. */
  freeze(): Promise<void>
  thaw(): Promise<void>
}

/** Writes the configuration; nothing runs yet. */
export async function prepareDaemon(
  machine: Machine,
  write: WriteFile,
  options: DaemonOptions,
): Promise<Daemon> {
  const { kind, sasl } = options
  write('/etc/libvirt/qemu.conf', text(qemuConf))
  if (sasl !== null) await prepareSasl(machine, write, sasl)
  const conf = [...daemonConf(options), ...listenerConf(options)]
  const apart = kind === 'monolithic' ? [] : [`unix_sock_dir = "${places.apart}"`]
  write('/etc/libvirt/libvirtd.conf', text([...conf, ...apart]))
  if (kind !== 'monolithic') await nameSockets(machine, kind)
  const signal = (name: string) => machine.order(`kill -${name} $(cat ${places.pid})`)
  // its file goes before it does, and a new one fails that finds its locks taken
  const end = (name: string) =>
    machine.order(
      `ending=$(cat ${places.pid}) && kill -${name} $ending && while kill -0 $ending 2>/dev/null; do sleep 0.02; done`,
    )
  return {
    // with --daemon it returns once it listens
    start: () => machine.order(`libvirtd --daemon --listen --pid-file ${places.pid}`),
    stop: () => end('TERM'),
    kill9: () => end('KILL'),
    freeze: () => signal('STOP'),
    thaw: () => signal('CONT'),
  }
}

/** Names that no daemon unlinks: the true sockets lie apart. */
function nameSockets(machine: Machine, kind: 'modular' | 'proxyless'): Promise<void> {
  const names = kind === 'modular' ? ['virtqemud', 'libvirt'] : ['virtqemud']
  const links = names.flatMap((name) =>
    ['', '-ro'].map((end) => `ln -s apart/libvirt-sock${end} /run/libvirt/${name}-sock${end}`),
  )
  return machine.order([`mkdir ${places.apart}`, ...links].join(' && '))
}

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

/** Puts a certificate where the daemon looks for it. */
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
