import { daemonOf, isOwnSocket, readJournal } from '../daemon-of.ts'
import type { Dial } from '../plan-types.ts'
import { shellQuote } from '../shell-quote.ts'
import { type Advice, say, type Trouble, troubledBy } from '../trouble.ts'

const socketOf = ({ socket }: Dial): string => shellQuote(socket ?? '/path/to/socket')
const folderOf = ({ socket }: Dial): string =>
  (socket ?? '/path/to/socket').replace(/\/[^/]*$/, '') || '/'

const seeFolder = (dial: Dial): Advice =>
  say('See which sockets are there.', `ls -l ${shellQuote(folderOf(dial))}`)

const leaveOut = say('Leave “socket” out of the URI to use libvirt’s own.')

const readOnly = say('Or open it read-only, for which most hosts ask no permission.')

const seeListener = (dial: Dial): Advice =>
  say('See who listens there.', `sudo ss -xlp | grep -F -- ${socketOf(dial)}`)

function startDaemon(dial: Dial): Advice[] {
  if (!isOwnSocket(dial)) return [seeFolder(dial), leaveOut]
  const daemon = daemonOf(dial)
  if (dial.options.session) {
    const run = `${daemon} --daemon --timeout=120`
    return [say('Start your own daemon; it ends by itself when nobody uses it.', run)]
  }
  return [
    say('Start the daemon.', `sudo systemctl enable --now ${daemon}.socket`),
    say(
      'See which of libvirt’s daemons this machine has: the one for all, or one for each hypervisor.',
      "systemctl list-unit-files 'libvirtd*' 'virt*d.socket'",
    ),
    say('If there is none, install it (Debian, Ubuntu).', 'sudo apt install libvirt-daemon-system'),
    say('If there is none, install it (Fedora, RHEL).', 'sudo dnf install libvirt-daemon-kvm'),
  ]
}

/** What goes wrong at a socket of this machine before anybody has said a word, one row each. */
export const socketTroubles = {
  'socket-missing': {
    code: 'host.unreachable',
    title: 'There is no such socket: libvirt’s daemon does not run, or is not installed',
    advice: startDaemon,
  },
  'socket-other-daemon': {
    code: 'host.unreachable',
    title: 'This daemon has no socket here, but another of libvirt’s daemons has',
    advice: (dial) => [
      say('Leave “mode” and “socket” out of the URI: then the daemon that is there is taken.'),
      ...startDaemon(dial).slice(0, 2),
    ],
  },
  'socket-no-socket': {
    code: 'host.not-libvirt',
    title: 'There is a file or a folder where the socket should be',
    advice: (dial) => [
      say('See what it is.', `ls -ld ${socketOf(dial)}`),
      isOwnSocket(dial)
        ? say(
            'Move it away and start the daemon again, which makes its socket anew.',
            // systemd starts no socket whose service runs
            `sudo systemctl stop ${daemonOf(dial)} && sudo systemctl restart ${daemonOf(dial)}.socket`,
          )
        : leaveOut,
    ],
  },
  'socket-denied': {
    code: 'host.denied',
    title: 'The account of this server may not use the socket',
    advice: (dial) => {
      const see = say('See whom the socket lets in.', `ls -l ${socketOf(dial)}`)
      if (!isOwnSocket(dial)) return [see, leaveOut]
      const join = say(
        'Let the account of this server use libvirt, then start Oirase again.',
        `sudo usermod --append --groups libvirt ${shellQuote(dial.user ?? 'oirase')}`,
      )
      return dial.options.readOnly ? [join, see] : [join, see, readOnly]
    },
  },
  'socket-hidden': {
    code: 'host.denied',
    title: 'The account of this server may not even look into the socket’s folder',
    advice: (dial) => [
      say(
        'See on which folder of the path the right to enter (x) is missing.',
        `namei -l ${socketOf(dial)}`,
      ),
      say('Give the folder back the rights that libvirt’s package gives it.'),
    ],
  },
  'socket-stale': {
    code: 'host.unreachable',
    title: 'Nobody listens on the socket any more',
    advice: (dial) =>
      isOwnSocket(dial)
        ? [
            say(
              'The socket is left over from a daemon that ended: start it again.',
              `sudo systemctl restart ${daemonOf(dial)}`,
            ),
            readJournal(dial),
          ]
        : [seeListener(dial), leaveOut],
  },
  'socket-abstract': {
    code: 'host.unreachable',
    title: 'Nobody listens on the abstract socket',
    advice: (dial) => [
      say(
        'See which abstract sockets there are; each network namespace (container) has its own.',
        `ss -xl | grep -F -- ${socketOf(dial)}`,
      ),
      leaveOut,
    ],
  },
  'socket-busy': {
    code: 'host.silent',
    title: 'The daemon takes no more callers: it hangs, or as many wait as it lets',
    advice: (dial) => [
      say(
        'See how many wait (Recv-Q) of how many may (Send-Q).',
        `ss -xl | grep -F -- ${socketOf(dial)}`,
      ),
      readJournal(dial),
      say('Start it again.', `sudo systemctl restart ${daemonOf(dial)}`),
    ],
  },
  'socket-name': {
    code: 'uri.refused',
    title: 'This cannot be the path of a socket',
    advice: () => [say('A path begins with /, has no NUL and at most 107 bytes.'), leaveOut],
  },
  'session-daemon-missing': {
    code: 'host.unreachable',
    title: 'A user’s own daemon would be started, but there is no such program',
    advice: () => [
      say('Install it (Debian, Ubuntu).', 'sudo apt install libvirt-daemon'),
      say('Install it (Fedora, RHEL).', 'sudo dnf install libvirt-daemon-kvm'),
      say('Or open the machine’s own: qemu:///system.'),
    ],
  },
  'session-daemon-late': {
    code: 'host.unreachable',
    title: 'A user’s own daemon was started, but does not listen',
    advice: (dial) => [
      say('Start it by hand and read what it says.', `${daemonOf(dial)} --timeout=30 --verbose`),
      seeFolder(dial),
    ],
  },
} as const satisfies Record<string, Trouble>

export const socketTrouble = troubledBy(socketTroubles)
