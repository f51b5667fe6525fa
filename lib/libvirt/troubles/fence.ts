import type { Dial } from '../plan-types.ts'
import { shellQuote } from '../shell-quote.ts'
import { type Advice, say, type Trouble, troubledBy } from '../trouble.ts'

const folderOf = (file: string): string => file.replace(/\/[^/]*$/, '') || '/'

/** Each of the folders that the files of a way lie in. */
function fileFolders({ options }: Dial): string[] {
  const { keyfile, known_hosts, authfile, pkipath } = options
  const files = [keyfile, known_hosts, authfile].filter((file) => file !== undefined)
  const folders = [...files.map(folderOf), ...(pkipath === undefined ? [] : [pkipath])]
  return [...new Set(folders)]
}

const allow = (text: string, setting: string, value: string): Advice =>
  say(
    `${text} Whoever runs this server can do so, and start it again.`,
    `${setting}=${shellQuote(value)}`,
  )

/** A URI acts with this server’s rights; what its configuration does not allow it to touch, one row each. */
export const fenceTroubles = {
  'socket-forbidden': {
    code: 'uri.forbidden',
    title: 'The socket is in no folder that the configuration allows',
    advice: ({ socket }) => [
      say('Leave “socket” out of the URI to use libvirt’s own.'),
      allow('Or allow its folder.', 'OIRASE_SOCKETS', folderOf(socket ?? '/')),
      say('An abstract socket, which begins with @, is in none.'),
    ],
  },
  'file-forbidden': {
    code: 'uri.forbidden',
    title: 'A file that the URI names is in no folder that the configuration allows',
    advice: (dial) => [
      say('Put it into ~/.ssh, ~/.pki/libvirt or /etc/pki of this server’s account.'),
      allow(
        'Or allow its folder; what is set replaces the standard ones.',
        'OIRASE_FILES',
        fileFolders(dial).join(',') || '/etc/pki',
      ),
    ],
  },
  'netcat-forbidden': {
    code: 'uri.forbidden',
    title: 'The URI names a program for the host that the configuration does not list',
    advice: ({ options }) => [
      say('nc, ncat, netcat, nc.openbsd and nc.traditional are allowed by their names alone.'),
      say('Leave “netcat” out of the URI: Oirase finds a way itself.'),
      allow('Or list it.', 'OIRASE_PROGRAMS', options.netcat ?? ''),
    ],
  },
  'name-forbidden': {
    code: 'uri.forbidden',
    title: 'The name for the far daemon holds a file or a program that is not allowed',
    advice: () => [
      say('The daemon would use it with its own rights, which are root’s.'),
      say('OIRASE_FILES lists the folders, and OIRASE_PROGRAMS the programs, that it may name.'),
    ],
  },
} as const satisfies Record<string, Trouble>

export const fenceTrouble = troubledBy(fenceTroubles)
