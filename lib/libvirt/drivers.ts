interface DriverRow {
  label: string
  /**
   * Where the driver's code runs: in the process that opens the URI, behind the RPC protocol of a daemon,
   * in xend, or nowhere since libvirt dropped it.
   */
  where: 'client' | 'daemon' | 'xend' | 'gone'
  /** Paths that the driver accepts; null: it does not say. The first is what a builder offers. */
  paths: readonly string[] | null
  /** Its own daemon in a modular installation. */
  daemon: string | null
  /** Client drivers: libvirt's registry takes them only without (`local`) or only with (`remote`) a server. */
  server: 'local' | 'remote' | null
  /** Opens one sub-driver only (networks, pools …), no domains. */
  secondary: boolean
}

const inDaemon = (label: string, daemon: string, paths: readonly string[]): DriverRow => ({
  label,
  where: 'daemon',
  paths,
  daemon,
  server: null,
  secondary: false,
})

const secondary = (label: string, daemon: string): DriverRow => ({
  ...inDaemon(label, daemon, ['/system', '/session']),
  secondary: true,
})

const inClient = (
  label: string,
  server: DriverRow['server'],
  paths: readonly string[] | null,
): DriverRow => ({ label, where: 'client', paths, daemon: null, server, secondary: false })

const gone = (label: string): DriverRow => ({
  label,
  where: 'gone',
  paths: null,
  daemon: null,
  server: null,
  secondary: false,
})

/** Every driver a URI may name, by scheme (libvirt 9.0 … 12), and the legacy `http` of xend. */
export const drivers: Readonly<Record<string, DriverRow>> = {
  qemu: inDaemon('QEMU/KVM', 'virtqemud', ['/system', '/session']),
  xen: inDaemon('Xen', 'virtxend', ['/system', '/', '']),
  lxc: inDaemon('LXC', 'virtlxcd', ['/system', '/', '']),
  vbox: inDaemon('VirtualBox', 'virtvboxd', ['/session', '/system']),
  bhyve: inDaemon('bhyve', 'virtbhyved', ['/system']),
  vz: inDaemon('Virtuozzo', 'virtvzd', ['/system']),
  parallels: inDaemon('Virtuozzo', 'virtvzd', ['/system']),
  ch: inDaemon('Cloud Hypervisor', 'virtchd', ['/session', '/system']),
  test: inClient('test', 'local', null),
  remote: { ...inDaemon('whichever hypervisor it has', 'virtproxyd', []), paths: null },
  network: secondary('networks', 'virtnetworkd'),
  storage: secondary('storage', 'virtstoraged'),
  secret: secondary('secrets', 'virtsecretd'),
  nodedev: secondary('node devices', 'virtnodedevd'),
  interface: secondary('host interfaces', 'virtinterfaced'),
  nwfilter: secondary('network filters', 'virtnwfilterd'),
  openvz: inClient('OpenVZ', 'local', ['/system']),
  vmwareplayer: inClient('VMware Player', 'local', ['/session']),
  vmwarews: inClient('VMware Workstation', 'local', ['/session']),
  vmwarefusion: inClient('VMware Fusion', 'local', ['/session']),
  esx: inClient('VMware ESX', 'remote', null),
  gsx: inClient('VMware GSX', 'remote', null),
  vpx: inClient('VMware vCenter', 'remote', null),
  hyperv: inClient('Hyper-V', 'remote', null),
  http: { ...gone('legacy Xen'), where: 'xend', paths: ['/', ''] },
  uml: gone('User-mode Linux'),
  phyp: gone('IBM Power Hypervisor'),
  one: gone('OpenNebula'),
  xenapi: gone('XenAPI'),
}

/** The row of a scheme without its transport; null for what no libvirt ever had. Case matters, as to libvirt. */
export const driverRow = (driver: string | null): DriverRow | null =>
  driver !== null && Object.hasOwn(drivers, driver) ? (drivers[driver] ?? null) : null
