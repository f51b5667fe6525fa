import type { Dial } from '../plan-types.ts'
import { shellQuote } from '../shell-quote.ts'
import { sshTransports } from '../transports.ts'
import { type Advice, say, type Trouble, troubledBy } from '../trouble.ts'

const hostOf = ({ host }: Dial): string => shellQuote(host ?? 'localhost')

const isSsh = ({ transport }: Dial): boolean => sshTransports.some((one) => one === transport)

/** The port that is dialled; SSH's own when the URI leaves it to SSH. */
const portOf = (dial: Dial): number => dial.port || 22

/** libvirtd since 5.6 takes its ports from systemd; before, and without systemd, `--listen` opens them. */
function listening(dial: Dial): Advice[] {
  if (isSsh(dial)) {
    return [
      say('Start the SSH server on the host (Debian, Ubuntu).', 'sudo systemctl enable --now ssh'),
      say('Start the SSH server on the host (Fedora, RHEL).', 'sudo systemctl enable --now sshd'),
    ]
  }
  const kind = dial.transport === 'tls' ? 'tls' : 'tcp'
  return [
    say(
      'On the host, let libvirtd listen on the network.',
      `sudo systemctl stop libvirtd && sudo systemctl enable --now libvirtd-${kind}.socket`,
    ),
    say(
      'On a host with one daemon for each hypervisor, virtproxyd listens.',
      `sudo systemctl enable --now virtproxyd-${kind}.socket`,
    ),
  ]
}

const whoListens = (dial: Dial): Advice =>
  say(
    'On the host, see who listens on that port, and at which addresses.',
    `sudo ss -ltnp 'sport = :${portOf(dial)}'`,
  )

const firewall = (dial: Dial): Advice[] => [
  say(
    'On the host, let the port through its firewall (firewalld).',
    `sudo firewall-cmd --permanent --add-port=${portOf(dial)}/tcp && sudo firewall-cmd --reload`,
  ),
  say(
    'On the host, let the port through its firewall (ufw).',
    `sudo ufw allow ${portOf(dial)}/tcp`,
  ),
]

const route = (dial: Dial): Advice =>
  say(
    'On this server’s machine, see which way leads there.',
    `ip route get "$(getent ahosts ${hostOf(dial)} | awk 'NR==1{print $1}')"`,
  )

const lookUp = (dial: Dial): Advice =>
  say('On this server’s machine, ask for the name.', `getent ahosts ${hostOf(dial)}`)

/** Everything that is known to go wrong between this machine and a port of another. */
export const networkTroubles = {
  'name-unknown': {
    code: 'host.unreachable',
    title: 'Nobody knows a host of that name',
    advice: (dial) => [
      say('The name may be misspelled, or known only inside another network.'),
      lookUp(dial),
      say('Or name the host by its address.'),
    ],
  },
  'name-unanswered': {
    code: 'host.unreachable',
    title: 'The name service does not answer',
    advice: (dial) => [
      lookUp(dial),
      say('See which name servers this machine asks.', 'cat /etc/resolv.conf'),
      say('Or name the host by its address.'),
    ],
  },
  'zone-unknown': {
    code: 'host.unreachable',
    title: 'There is no network interface of that name here',
    advice: () => [say('See how this machine calls its interfaces.', 'ip -brief link')],
  },
  'port-impossible': {
    code: 'uri.refused',
    title: 'No port has that number',
    advice: () => [say('Ports go from 1 to 65535; without one in the URI it is the usual one.')],
  },
  'address-forbidden': {
    code: 'uri.forbidden',
    title: 'This server may not dial that address',
    advice: () => [
      say('OIRASE_REACH in the configuration of this server lists the networks that it may dial.'),
      say('Addresses of link-local and of cloud metadata services are never dialled by name.'),
    ],
  },
  'tcp-refused': {
    code: 'host.unreachable',
    title: 'Nobody listens on that port',
    advice: (dial) => [
      ...listening(dial),
      whoListens(dial),
      say('Or it is another port: name it in the URI, as host:port.'),
    ],
  },
  'tcp-timeout': {
    code: 'host.silent',
    title: 'The host does not answer at all',
    advice: (dial) => [
      say('A firewall that drops what comes is likelier than anything else.'),
      ...firewall(dial),
      say('Or the host is off.', `ping -c 3 ${hostOf(dial)}`),
    ],
  },
  'tcp-no-route': {
    code: 'host.unreachable',
    title: 'No way leads from here to the host',
    advice: (dial) => [
      route(dial),
      say('The host may be off, or behind a VPN that is down.', `ping -c 3 ${hostOf(dial)}`),
      say('A firewall may answer so, too.'),
      ...firewall(dial),
    ],
  },
  'tcp-not-allowed': {
    code: 'host.denied',
    title: 'This server’s own machine forbids dialling there',
    advice: () => [
      say('See what its firewall says of what goes out.', 'sudo nft list ruleset'),
      say('Or a policy forbids it: SELinux, or the limits of a container or a service.'),
    ],
  },
  'tcp-failed': {
    code: 'host.unreachable',
    title: 'The connection could not be made',
    advice: (dial) => [route(dial), whoListens(dial)],
  },
} satisfies Record<string, Trouble>

export type NetworkTrouble = keyof typeof networkTroubles
export const networkTrouble = troubledBy(networkTroubles)
