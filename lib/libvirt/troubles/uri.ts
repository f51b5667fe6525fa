import type { RefusalCode } from '../plan-types.ts'
import { shellQuote } from '../shell-quote.ts'
import { transportNames } from '../transports.ts'
import { say, type Trouble, troubledBy } from '../trouble.ts'

const example = say('Compare it with one that works: qemu:///system, or test:///default.')
const slashes = say(
  'After the transport come two slashes, then the host if there is one, then the path: qemu+ssh://root@HOST/system.',
)
const encode = say('Write what is not plain text as %XX: a space is %20, a / within a value %2F.')

/** What is wrong with a URI before anything is dialled, one row each. */
export const uriTroubles = {
  'uri-unreadable': {
    code: 'uri.invalid',
    title: 'The text is no URI',
    advice: () => [encode, slashes, example],
  },
  'uri-form': {
    code: 'uri.refused',
    title: 'The URI lacks a part, or has one in the wrong place',
    advice: () => [slashes, example],
  },
  'uri-transport': {
    code: 'uri.refused',
    title: 'The transport does not fit',
    advice: () => [
      say(`The transports are ${transportNames.join(', ')}.`),
      say('A unix socket needs no host, and the ext transport needs “command”.'),
      example,
    ],
  },
  'uri-client-driver': {
    code: 'uri.refused',
    title: 'This hypervisor is not behind a libvirt daemon',
    advice: () => [
      say(
        'Go through a machine whose libvirt has that driver, with the URI itself as “name”: remote+ssh://GATEWAY/?name=esx%3A%2F%2FHOST%2F.',
      ),
      say(
        'The login for it must be in the gateway’s credentials, since a daemon asks nobody.',
        'sudoedit /etc/libvirt/auth.conf',
      ),
    ],
  },
  'uri-param': {
    code: 'uri.refused',
    title: 'A parameter of the URI does not fit',
    advice: () => [
      say('The help lists each transport’s parameters and their values. Yes and no are 1 and 0.'),
      say('Leave the parameter out: libvirt’s own choice is right in most cases.'),
    ],
  },
  'uri-harmful': {
    code: 'uri.refused',
    title: 'libvirt would take the URI for something that nobody means',
    advice: () => [
      say('The help says what libvirt does with it, and why it is refused here.'),
      example,
    ],
  },
  'uri-conf': {
    code: 'uri.refused',
    title: 'libvirt.conf on this server’s machine is wrong',
    advice: () => [
      say(
        'Its lists of names stand in brackets: uri_aliases = [ "name=qemu+ssh://host/system" ]. See what is there; root’s is /etc/libvirt/libvirt.conf.',
        'grep -v "^#" ~/.config/libvirt/libvirt.conf',
      ),
    ],
  },
  'uri-forbidden': {
    code: 'uri.forbidden',
    title: 'The configuration of this server does not allow it',
    advice: ({ socket, transport }) =>
      transport === 'unix' && socket?.startsWith('/')
        ? [
            say(
              'Whoever runs this server can allow the folder, and start it again.',
              `OIRASE_SOCKETS=${shellQuote(socket.replace(/\/[^/]*$/, '') || '/')}`,
            ),
          ]
        : [say('Whoever runs this server can allow it in its settings; the README lists them.')],
  },
  'needs-you': {
    code: 'host.needs-you',
    title: 'The host asks something, and nobody is there to answer',
    advice: () => [say('Open it in the page and answer what is asked.')],
  },
  'question-cancelled': {
    code: 'question.cancelled',
    title: 'The question was turned away',
    advice: () => [say('Try again when the answer is at hand.')],
  },
} as const satisfies Record<string, Trouble>

export const uriTrouble = troubledBy(uriTroubles)

/** Which trouble a plan's refusal is. */
export const refusalTroubles: Record<RefusalCode, keyof typeof uriTroubles> = {
  conf: 'uri-conf',
  'conf-alias': 'uri-conf',
  'no-scheme': 'uri-form',
  'missing-slash': 'uri-form',
  'server-missing': 'uri-form',
  path: 'uri-form',
  port: 'uri-form',
  transport: 'uri-transport',
  'unix-server': 'uri-transport',
  'command-missing': 'uri-transport',
  embed: 'uri-client-driver',
  'driver-client': 'uri-client-driver',
  'param-value': 'uri-param',
  'mode-direct': 'uri-param',
  'netcat-native': 'uri-param',
  socket: 'uri-param',
  'socket-shell': 'uri-harmful',
  'empty-user': 'uri-harmful',
  nul: 'uri-harmful',
  'not-text': 'uri-harmful',
  control: 'uri-harmful',
  dash: 'uri-harmful',
}
