import { daemonOf, driverOf, ownDaemonOf, readJournal, seeStatus } from '../daemon-of.ts'
import type { Dial } from '../plan-types.ts'
import { shellQuote } from '../shell-quote.ts'
import { transports } from '../transports.ts'
import { type Advice, say, type Trouble, troubledBy } from '../trouble.ts'

/** Who has the other end: by socket or by port, as the dial goes. */
function seeListener({ transport, socket, port }: Dial): Advice {
  const where = port > 0 ? shellQuote(`sport = :${port}`) : ''
  return socket !== null && transport === 'unix'
    ? say('See who listens there.', `sudo ss -xlp | grep -F -- ${shellQuote(socket)}`)
    : say('See on the host who listens there.', `sudo ss -tlnp ${where}`.trimEnd())
}

const usualPorts = say(
  `libvirt’s own ports are ${transports.tls.port} for TLS and ${transports.tcp.port} for plain TCP; leave the port out of the URI to use them.`,
)
const whereElse = ({ transport }: Dial): Advice =>
  transport === 'unix' ? say('Leave “socket” out of the URI to use libvirt’s own.') : usualPorts

const seeDrivers = (): Advice[] => [
  say(
    'See which of libvirt’s drivers the host has (Debian, Ubuntu).',
    "dpkg -l 'libvirt-daemon-driver-*'",
  ),
  say(
    'See which of libvirt’s drivers the host has (Fedora, RHEL).',
    "rpm -qa 'libvirt-daemon-driver-*'",
  ),
]

/** Packages of the drivers that distributions build; Fedora calls Xen's after its library. */
const driverPackages: Readonly<Record<string, { debian: string; fedora: string }>> = {
  qemu: { debian: 'libvirt-daemon-driver-qemu', fedora: 'libvirt-daemon-driver-qemu' },
  lxc: { debian: 'libvirt-daemon-driver-lxc', fedora: 'libvirt-daemon-driver-lxc' },
  xen: { debian: 'libvirt-daemon-driver-xen', fedora: 'libvirt-daemon-driver-libxl' },
  vbox: { debian: 'libvirt-daemon-driver-vbox', fedora: 'libvirt-daemon-driver-vbox' },
}

function installDriver(dial: Dial): Advice[] {
  const found = driverPackages[driverOf(dial) ?? '']
  if (found === undefined) return []
  return [
    say('Install it on the host (Debian, Ubuntu).', `sudo apt install ${found.debian}`),
    say('Install it on the host (Fedora, RHEL).', `sudo dnf install ${found.fedora}`),
    restart(dial),
  ]
}

const restart = (dial: Dial): Advice =>
  say('Start it again on the host.', `sudo systemctl restart ${daemonOf(dial)}`)

const isSsh = ({ transport }: Dial): boolean => /ssh/.test(transport ?? '')

const byHand = (dial: Dial): Advice[] => {
  const { host, user } = dial
  return isSsh(dial) && host !== null
    ? [
        say(
          'See what the same way does by hand.',
          `ssh ${user === null ? '' : `-l ${shellQuote(user)} `}-- ${shellQuote(host)} virsh uri`,
        ),
      ]
    : []
}

/** What goes wrong once somebody answers, one row each; from the greeting to the list of machines. */
export const daemonTroubles = {
  unreachable: {
    code: 'host.unreachable',
    title: 'The host does not answer at all',
    advice: (dial) => [seeStatus(dial), seeListener(dial), ...byHand(dial)],
  },
  'not-libvirt': {
    code: 'host.not-libvirt',
    title: 'Something answers that does not speak libvirt’s protocol',
    advice: (dial) => [seeListener(dial), whereElse(dial)],
  },
  'answers-http': {
    code: 'host.not-libvirt',
    title: 'A web server answers there, not libvirt',
    advice: (dial) => [
      whereElse(dial),
      say('If it is the xend of a legacy Xen host, its URI is http://HOST:8000/.'),
      seeListener(dial),
    ],
  },
  'answers-ssh': {
    code: 'host.not-libvirt',
    title: 'An SSH server answers there, not libvirt',
    advice: (dial) => [
      say('To go through SSH, write the transport so: qemu+ssh://HOST/system.'),
      usualPorts,
      seeListener(dial),
    ],
  },
  'answers-tls': {
    code: 'host.not-libvirt',
    title: 'The port expects TLS, and was spoken to without',
    advice: (dial) => [
      say('Write the transport as tls: qemu+tls://HOST/system.'),
      usualPorts,
      seeListener(dial),
    ],
  },
  'answers-vnc': {
    code: 'host.not-libvirt',
    title: 'The screen of a virtual machine (VNC) answers there, not libvirt',
    advice: (dial) => [whereElse(dial), seeListener(dial)],
  },
  'answers-text': {
    code: 'host.not-libvirt',
    title: 'What answers there begins with plain text, which libvirt never does',
    advice: (dial) => [
      ...(isSsh(dial)
        ? [
            say(
              'A login script on the host that prints something spoils every program run by SSH: let it print only when the shell is interactive.',
              `ssh -- ${shellQuote(dial.host ?? 'HOST')} true | head -c 80`,
            ),
          ]
        : []),
      seeListener(dial),
      whereElse(dial),
    ],
  },
  'rpc-version': {
    code: 'host.not-libvirt',
    title: 'It is libvirt, but of a protocol that no known version speaks',
    advice: (dial) => [
      say('See which version the host has.', 'libvirtd --version'),
      seeListener(dial),
    ],
  },
  'rpc-program': {
    code: 'host.refused',
    title: 'Another of libvirt’s daemons answers there: not one that has virtual machines',
    advice: (dial) => [
      say('Sockets called …-admin-sock, virtlogd-sock and virtlockd-sock are no way to machines.'),
      whereElse(dial),
      seeListener(dial),
    ],
  },
  'greeting-silent': {
    code: 'host.silent',
    title: 'Somebody takes the call but never says a word',
    advice: (dial) => [
      seeStatus(dial),
      say(
        'A daemon with as many callers as it takes answers no more of them: see max_clients and max_anonymous_clients.',
        `grep -s max_ /etc/libvirt/${daemonOf(dial)}.conf`,
      ),
      seeListener(dial),
      readJournal(dial),
      restart(dial),
    ],
  },
  'greeting-ended': {
    code: 'host.lost',
    title: 'Somebody takes the call and hangs up at once',
    advice: (dial) => [
      ...(dial.transport === 'tcp'
        ? [say('A port for TLS hangs up on plain TCP: write the transport as tls.')]
        : []),
      readJournal(dial),
      seeListener(dial),
    ],
  },
  'daemon-login': {
    code: 'host.refused-login',
    title: 'The daemon does not let this server in',
    advice: (dial) => [
      say(
        'Let the account that arrives there use libvirt; it counts from its next login on.',
        `sudo usermod --append --groups libvirt ${shellQuote(dial.user ?? 'ACCOUNT')}`,
      ),
      say('Or open it read-only, for which most hosts ask no permission.'),
      readJournal(dial),
    ],
  },
  'driver-missing': {
    code: 'uri.refused',
    title: 'The daemon has no driver for this hypervisor',
    advice: (dial) => [
      ...installDriver(dial),
      ...seeDrivers(),
      say('Let the daemon choose one that it has: remote:/// in place of the hypervisor’s name.'),
      readJournal(dial),
    ],
  },
  'driver-path': {
    code: 'host.refused',
    title: 'The path of the URI names nothing that this driver has',
    advice: () => [
      say('The machine’s own virtual machines are qemu:///system, xen:///system, lxc:///system.'),
      say('A user’s own are qemu:///session.'),
    ],
  },
  'driver-daemon': {
    code: 'host.refused',
    title: 'The daemon answers, but cannot reach the daemon of this hypervisor',
    advice: (dial) => {
      const daemon = ownDaemonOf(dial) ?? 'virtqemud'
      return [
        say('Start it on the host.', `sudo systemctl enable --now ${daemon}.socket`),
        say('See which there are.', "systemctl list-units --all 'virt*d.s*'"),
        say('Read why it ended.', `sudo journalctl -u ${daemon} -n 50`),
      ]
    },
  },
  'driver-refuses': {
    code: 'host.refused',
    title: 'The hypervisor’s driver does not open',
    advice: (dial) => [readJournal(dial), ...seeDrivers()],
  },
  'daemon-too-old': {
    code: 'host.unsupported',
    title: 'The daemon is too old',
    advice: () => [
      say('See which version the host has; 1.3.3 is the least.', 'libvirtd --version'),
    ],
  },
  'daemon-hangs': {
    code: 'host.silent',
    title: 'The daemon has fallen silent on the way',
    advice: (dial) => [
      seeStatus(dial),
      say(
        'Storage on a server that is away holds up whoever touches it: see which processes wait for a disk (D).',
        "ps -eo pid,stat,wchan:30,args | awk '$2 ~ /^D/'",
      ),
      readJournal(dial),
      restart(dial),
    ],
  },
  'daemon-died': {
    code: 'host.lost',
    title: 'The daemon hung up on the way: it ended, or was started again',
    advice: (dial) => [
      readJournal(dial),
      say(
        'See whether it crashed, or the kernel ended it for want of memory.',
        "sudo dmesg | grep -iE 'segfault|out of memory' | tail",
      ),
      seeStatus(dial),
    ],
  },
} as const satisfies Record<string, Trouble>

export const daemonTrouble = troubledBy(daemonTroubles)
