import { readJournal, seeStatus } from '../daemon-of.ts'
import type { Dial, FarNetcat } from '../plan-types.ts'
import { shellQuote } from '../shell-quote.ts'
import { type Advice, say, type Trouble, troubledBy } from '../trouble.ts'

const userOf = ({ user }: Dial): string => (user === null ? '"$USER"' : shellQuote(user))
const netcatOf = ({ ways }: Dial): FarNetcat | null =>
  ways?.flatMap((way) => (way.by === 'program' ? (way.netcat ?? []) : []))[0] ?? null
const socketOf = (dial: Dial): string =>
  shellQuote(netcatOf(dial)?.socket ?? dial.socket ?? '/var/run/libvirt/libvirt-sock')

const seeSocket = (dial: Dial): Advice =>
  say('See on the host whether the socket is there and whom it lets in.', `ls -l ${socketOf(dial)}`)
const allowForwarding = say(
  'Let the host’s SSH server lead to the socket itself, which needs no program there.',
  'echo AllowStreamLocalForwarding yes | sudo tee /etc/ssh/sshd_config.d/oirase.conf && sudo systemctl reload ssh',
)
const installHelper: Advice[] = [
  say(
    'Install libvirt’s own helper on the host (Debian, Ubuntu).',
    'sudo apt install libvirt-daemon',
  ),
  say('Install it on the host (Fedora, RHEL).', 'sudo dnf install libvirt-daemon-common'),
]
const installNetcat: Advice[] = [
  say('Install netcat on the host (Debian, Ubuntu).', 'sudo apt install netcat-openbsd'),
  say('Install netcat on the host (Fedora, RHEL).', 'sudo dnf install nmap-ncat'),
]
const startDaemon = (dial: Dial): Advice[] => [
  say('Start the daemon on the host.', 'sudo systemctl enable --now libvirtd.socket'),
  say(
    'Or where each hypervisor has a daemon of its own:',
    'sudo systemctl enable --now virtqemud.socket virtproxyd.socket',
  ),
  seeSocket(dial),
]

const sshTo = ({ user, host, port }: Dial): string => {
  const login = user === null ? (host ?? 'localhost') : `${user}@${host ?? 'localhost'}`
  return `ssh${port === 0 ? '' : ` -p ${port}`} ${shellQuote(login)}`
}
const seeShell = (dial: Dial): Advice =>
  say(
    'See what a login prints before anything is asked of it.',
    `${sshTo(dial)} true | od -c | head`,
  )

/** What goes wrong between a login by SSH and the daemon there, one row each. */
export const tunnelTroubles = {
  'tunnel-helper-missing': {
    code: 'host.no-way',
    title: 'The host has no virt-ssh-helper, which this URI needs',
    advice: () => [
      ...installHelper,
      say('Or, for the system’s daemon, leave “proxy=native” out of the URI.'),
    ],
  },
  'tunnel-netcat-missing': {
    code: 'host.no-way',
    title: 'The host has none of the programs that lead to the daemon’s socket',
    advice: () => [...installNetcat, ...installHelper, allowForwarding],
  },
  'tunnel-netcat-plain': {
    code: 'host.no-way',
    title: 'The netcat of the host cannot dial sockets: it does not know -U',
    advice: () => [
      ...installNetcat,
      say('Or name one that does by “netcat=” in the URI.', 'nc -h 2>&1 | grep -- -U'),
      allowForwarding,
    ],
  },
  'tunnel-forwarding-off': {
    code: 'host.denied',
    title: 'The SSH server may not lead to sockets, and no program there does',
    advice: () => [
      allowForwarding,
      say(
        'In authorized_keys the words restrict and no-port-forwarding forbid it, too.',
        'grep -nE "restrict|no-port-forwarding" ~/.ssh/authorized_keys',
      ),
      ...installNetcat,
    ],
  },
  'tunnel-socket-missing': {
    code: 'host.unreachable',
    title: 'There is no such socket on the host: its libvirt does not run, or is not installed',
    advice: (dial) => [
      ...startDaemon(dial),
      say(
        'If there is none, install it (Debian, Ubuntu).',
        'sudo apt install libvirt-daemon-system',
      ),
      say('If there is none, install it (Fedora, RHEL).', 'sudo dnf install libvirt-daemon-kvm'),
    ],
  },
  'tunnel-socket-denied': {
    code: 'host.denied',
    title: 'The account on the host may not use the daemon’s socket',
    advice: (dial) => [
      say(
        'On the host, let it use libvirt; that holds from the next login on.',
        `sudo usermod --append --groups libvirt ${userOf(dial)}`,
      ),
      seeSocket(dial),
      say('Or log in as root, or open it read-only.'),
    ],
  },
  'tunnel-socket-stale': {
    code: 'host.unreachable',
    title: 'Nobody listens on the host’s socket any more',
    advice: (dial) => [...startDaemon(dial), readJournal(dial)],
  },
  'tunnel-helper-refuses': {
    code: 'host.unreachable',
    title: 'virt-ssh-helper on the host cannot reach the daemon',
    advice: (dial) => [
      say(
        'See what it says when it is run by hand.',
        `${sshTo(dial)} virt-ssh-helper qemu:///system`,
      ),
      ...startDaemon(dial),
    ],
  },
  'tunnel-no-shell': {
    code: 'host.denied',
    title: 'The account on the host may not run commands',
    advice: (dial) => [
      say(
        'See which shell it has; nologin and false run nothing.',
        `getent passwd ${userOf(dial)}`,
      ),
      say('Give it a shell.', `sudo usermod --shell /bin/bash ${userOf(dial)}`),
      allowForwarding,
    ],
  },
  'tunnel-banner': {
    code: 'host.not-libvirt',
    title: 'The login shell prints something before the daemon’s first word',
    advice: (dial) => [
      seeShell(dial),
      say(
        'Let the startup files of that shell print only at a terminal; it is one of these that does not.',
        'grep -nE "echo|printf|cat|motd|fortune|neofetch" ~/.bashrc ~/.zshenv ~/.cshrc ~/.config/fish/config.fish',
      ),
      say(
        'A command forced in authorized_keys or sshd_config may be what answers.',
        'sudo sshd -T | grep -i ^forcecommand',
      ),
      allowForwarding,
    ],
  },
  'tunnel-command-ended': {
    code: 'host.refused',
    title: 'The command on the host ended before the daemon said anything',
    advice: (dial) => [
      seeShell(dial),
      say(
        'A command forced in authorized_keys or sshd_config runs instead of ours.',
        'grep -n "command=" ~/.ssh/authorized_keys; sudo sshd -T | grep -i ^forcecommand',
      ),
      readJournal(dial),
    ],
  },
  'tunnel-hung-up': {
    code: 'host.refused',
    title: 'The socket on the host hangs up before the daemon said anything',
    advice: (dial) => [
      readJournal(dial),
      seeStatus(dial),
      say(
        'It may have as many clients as it takes: see max_clients.',
        'sudo grep -n max_ /etc/libvirt/libvirtd.conf /etc/libvirt/virtqemud.conf',
      ),
    ],
  },
  'tunnel-silent': {
    code: 'host.silent',
    title: 'The way to the daemon stands, but the daemon says nothing',
    advice: (dial) => [
      seeStatus(dial),
      readJournal(dial),
      say(
        'A netcat that dials something else than libvirt’s socket is silent, too: look at “socket” and “netcat” in the URI.',
      ),
    ],
  },
  'tunnel-no-channel': {
    code: 'host.no-way',
    title: 'The SSH server opens neither sessions nor the socket',
    advice: (dial) => [
      allowForwarding,
      say(
        'On the host, let more sessions go over one connection.',
        'echo MaxSessions 10 | sudo tee -a /etc/ssh/sshd_config.d/oirase.conf && sudo systemctl reload ssh',
      ),
      seeSocket(dial),
    ],
  },
  'tunnel-lost': {
    code: 'host.lost',
    title: 'The program that led to the daemon has ended',
    advice: (dial) => [readJournal(dial), seeStatus(dial)],
  },
} as const satisfies Record<string, Trouble>

export type TunnelTrouble = keyof typeof tunnelTroubles
export const tunnelTrouble = troubledBy(tunnelTroubles)
