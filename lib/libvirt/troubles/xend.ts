import type { Dial } from '../plan-types.ts'
import { shellQuote } from '../shell-quote.ts'
import { type Advice, say, type Trouble, troubledBy } from '../trouble.ts'

const config = '/etc/xen/xend-config.sxp'

/** Names of settings are ours alone, and so are values. The first line of a name counts, so it is changed in place. */
const set = (text: string, name: string, value: string): Advice =>
  say(
    text,
    `sudo sed -i ${shellQuote(`s|^#*(${name} .*|(${name} ${value})|`)} ${config} && sudo xend restart`,
  )

const serveHttp = set(
  'On the host, let xend serve http, which by itself it does not.',
  'xend-http-server',
  'yes',
)
const serveSocket = set(
  'On the host, let xend serve its unix socket, which by itself it does not.',
  'xend-unix-server',
  'yes',
)
const listenEverywhere = set(
  'xend may listen for its own machine only: the empty xend-address is for all.',
  'xend-address',
  "''",
)
const seeSettings = say(
  'On the host, see what xend serves, and where.',
  `grep -nE '^[(]xend-(http-server|port|address|unix-server|unix-path)' ${config}`,
)
const seePorts = (port: number): Advice =>
  say(
    'On the host, see who listens on that port, and at which addresses.',
    `sudo netstat -ltnp | grep -F ${shellQuote(`:${port} `)}`,
  )
const seeSocket = ({ socket }: Dial): Advice =>
  say(
    'On the host, see whether the socket is there and whom it lets in.',
    `ls -ld ${shellQuote(socket ?? '/var/lib/xend/xend-socket')}`,
  )
const restart = say(
  'On the host, start xend again; the machines run on meanwhile.',
  'sudo xend restart',
)
const readLog = say(
  'On the host, read what xend says of itself.',
  'sudo tail -n 50 /var/log/xen/xend.log /var/log/xend.log',
)

/** For another machine: xend neither encrypts nor asks who comes. */
const throughSsh = ({ host, options }: Dial): Advice[] =>
  host === null || host === 'localhost' || options.via !== undefined
    ? []
    : [
        say(
          'Safer than to open xend to the network is to go through SSH, while it listens for its own machine only: http://localhost:8000/?via=ssh://root@HOST, or ///var/lib/xend/xend-socket?via=ssh://root@HOST.',
        ),
      ]

const seeForwarding = say(
  'On the host of the login, see what its SSH server leads to.',
  'sudo sshd -T | grep -Ei "^(allowtcpforwarding|allowstreamlocalforwarding|disableforwarding|permitopen)"',
)

/** What goes wrong on the way to the xend of a legacy Xen host, and at it, one row each. */
export const xendTroubles = {
  'xend-port-closed': {
    code: 'host.unreachable',
    title: 'No xend listens on that port',
    advice: (dial) => [
      serveHttp,
      listenEverywhere,
      seePorts(dial.port),
      say('Or it is another port (xend-port): name it in the URI, as http://HOST:PORT/.'),
      ...throughSsh(dial),
    ],
  },
  'xend-port-silent': {
    code: 'host.silent',
    title: 'The port of xend does not answer at all',
    advice: (dial) => [
      say('A firewall that drops what comes is likelier than anything else.'),
      say(
        'On the host, let this server through and nobody else, with its address for ADDRESS.',
        `sudo iptables -I INPUT -p tcp --dport ${dial.port} --source ADDRESS -j ACCEPT`,
      ),
      ...throughSsh(dial),
      say('Or the host is off.', `ping -c 3 ${shellQuote(dial.host ?? 'localhost')}`),
    ],
  },
  'xend-socket-missing': {
    code: 'host.unreachable',
    title: 'No xend listens at the socket',
    advice: (dial) => [
      serveSocket,
      seeSocket(dial),
      say(
        'Its path is a setting of xend’s: /var/lib/xend/xend-socket by itself, though libvirt’s documentation has /var/run/xend/xend-socket.',
        `grep -n xend-unix-path ${config}`,
      ),
      restart,
    ],
  },
  'xend-socket-denied': {
    code: 'host.denied',
    title: 'xend’s socket is for root alone',
    advice: (dial) => [
      seeSocket(dial),
      say('Go to it by a login of root: ///var/lib/xend/xend-socket?via=ssh://root@localhost.'),
    ],
  },
  'xend-far-port': {
    code: 'host.unreachable',
    title: 'From the SSH login nobody is reached at xend’s port',
    advice: (dial) => [
      serveHttp,
      seePorts(dial.port),
      say('The host in the URI is looked up and dialled by the host of the login.'),
      seeForwarding,
    ],
  },
  'xend-far-socket': {
    code: 'host.unreachable',
    title: 'The SSH login does not lead to xend’s socket',
    advice: (dial) => [
      seeSocket(dial),
      serveSocket,
      say('Log in as root: xend lets nobody else to its socket.'),
      seeForwarding,
      say('Sockets need OpenSSH 6.7 or later on the host; before it, go to the port.', 'ssh -V'),
      say('That is http://localhost:8000/ with the same “via”, once xend serves http.'),
    ],
  },
  'xend-refuses': {
    code: 'host.refused',
    title: 'xend answers, but does not say what it has',
    advice: () => [readLog, restart],
  },
  'xend-silent': {
    code: 'host.silent',
    title: 'xend takes the call, but its answer does not come or does not end',
    advice: (dial) => [
      say('Until Xen 3.0.3 a xend serves one caller after the other: another may keep it busy.'),
      readLog,
      restart,
      ...(dial.transport === 'http' ? [seePorts(dial.port)] : [seeSocket(dial)]),
    ],
  },
  'xend-lost': {
    code: 'host.lost',
    title: 'xend hangs up before its answer is complete',
    advice: (dial) => [
      readLog,
      restart,
      ...(dial.transport === 'http' ? [seePorts(dial.port)] : [seeSocket(dial)]),
    ],
  },
  'not-xend': {
    code: 'host.not-xend',
    title: 'What answers there is not the xend of a legacy Xen host',
    advice: (dial) => [
      dial.transport === 'http' ? seePorts(dial.port) : seeSocket(dial),
      seeSettings,
      say('A Xen host of today runs libvirt instead: xen+ssh://root@HOST/system.'),
    ],
  },
} as const satisfies Record<string, Trouble>

export type XendTrouble = keyof typeof xendTroubles
export const xendTrouble = troubledBy(xendTroubles)
