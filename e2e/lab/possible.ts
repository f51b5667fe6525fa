import { spawnSync } from 'node:child_process'
import { existsSync, rmSync, writeFileSync } from 'node:fs'

/** Programs the lab runs, and the Debian packages that bring them. */
const needed = {
  libvirtd: ['libvirt-daemon-system'],
  virsh: ['libvirt-clients'],
  'qemu-system-x86_64': ['qemu-system-x86'],
  'qemu-img': ['qemu-utils'],
  ip: ['iproute2'],
  ss: ['iproute2'],
  unshare: ['util-linux'],
  pkill: ['procps'],
  openssl: ['openssl'],
  sshd: ['openssh-server'],
  ssh: ['openssh-client'],
  nc: ['netcat-openbsd'],
  saslpasswd2: ['sasl2-bin', 'libsasl2-modules'],
  'dbus-daemon': ['dbus'],
  pkcheck: ['polkitd'],
  xmllint: ['libxml2-utils'],
} as const

/** Since Debian 13 each of libvirt's drivers is a package of its own; earlier ones know some of these names or none. */
const drivers = ['qemu', 'network', 'nodedev', 'interface', 'secret', 'storage', 'nwfilter'].map(
  (driver) => `libvirt-daemon-driver-${driver}`,
)

const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
const runs = (program: string, ...args: string[]) =>
  spawnSync(program, args, { env: environment, stdio: 'ignore' }).status === 0
const folders = ['/usr/sbin', '/usr/bin', '/sbin', '/bin']
const missing = () =>
  Object.entries(needed).filter(
    ([program]) => !folders.some((folder) => existsSync(`${folder}/${program}`)),
  )

/** Adds what is missing by apt-get, as root on Debian and its children. Returns why that failed, or null. */
function install(packages: readonly string[]): string | null {
  if (!existsSync('/usr/bin/apt-get')) return `${packages.join(', ')} not installed, and no apt-get`
  runs('apt-get', 'update')
  const known = drivers.filter((name) => runs('apt-cache', 'show', name))
  const asked = ['install', '--yes', '--no-install-recommends', ...packages, ...known]
  const done = withoutServices(() => runs('apt-get', ...asked))
  return done ? null : `apt-get could not install ${packages.join(', ')}`
}

/** Tests need the programs only: no sshd and no libvirtd of the machine's own is started (invoke-rc.d(8)). */
function withoutServices<T>(work: () => T): T {
  const policy = '/usr/sbin/policy-rc.d'
  if (existsSync(policy)) return work()
  writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  try {
    return work()
  } finally {
    rmSync(policy)
  }
}

/**
 * Why no libvirtd of one's own can run here, or null when it can. Installs what it needs where it may,
 * so the first call on a bare machine takes as long as apt-get does.
 */
export function whyNoLab(): string | null {
  if (process.platform !== 'linux') return 'libvirtd runs on Linux only'
  if (process.getuid?.() !== 0) return 'only root can give a libvirtd its own namespaces'
  if (!runs('unshare', '--mount', '--net', '--pid', '--fork', 'true')) {
    return 'this kernel or container allows no new namespaces'
  }
  const packages = missing().flatMap(([, names]) => names)
  return packages.length === 0 ? null : install(packages)
}
