import type { Dial } from '../plan-types.ts'
import { shellQuote } from '../shell-quote.ts'
import { say, type Trouble, troubledBy } from '../trouble.ts'

const programOf = ({ options }: Dial): string => shellQuote(options.command ?? '')

/** What goes wrong with a program of this server's machine that is to lead to a daemon, one row each. */
export const programTroubles = {
  'program-forbidden': {
    code: 'uri.forbidden',
    title: 'The configuration of this server does not list this program',
    advice: (dial) => [
      say('Whoever runs this server may list it.', `OIRASE_PROGRAMS=${programOf(dial)}`),
    ],
  },
  'program-for-ssh': {
    code: 'uri.forbidden',
    title: 'The URI names a program for SSH, which Oirase speaks itself',
    advice: (dial) => [
      say('Leave “command” out of the URI: nothing needs to be installed or run here.'),
      say(
        'What the program adds (a jump host, a key) may be said in ~/.ssh/config of this server’s account.',
      ),
      say('Or whoever runs this server may list it.', `OIRASE_PROGRAMS=${programOf(dial)}`),
    ],
  },
  'program-path': {
    code: 'uri.refused',
    title: 'A program is named by its absolute path',
    advice: () => [say('Write the whole path into the URI, as in command=/usr/local/bin/tunnel.')],
  },
  'program-missing': {
    code: 'host.unreachable',
    title: 'There is no such program on this server’s machine',
    advice: (dial) => [say('On this server’s machine, look for it.', `ls -l ${programOf(dial)}`)],
  },
  'program-denied': {
    code: 'host.denied',
    title: 'The account of this server may not run the program',
    advice: (dial) => [
      say('On this server’s machine, see who may.', `namei -l ${programOf(dial)}`),
      say('Let everybody run it.', `sudo chmod a+rx ${programOf(dial)}`),
    ],
  },
  'program-ended': {
    code: 'host.refused',
    title: 'The program ended before the daemon said anything',
    advice: (dial) => [
      say(
        'On this server’s machine, run it and read what it says.',
        `${programOf(dial)} </dev/null`,
      ),
    ],
  },
  'program-strange': {
    code: 'host.not-libvirt',
    title: 'What the program prints is not libvirt’s protocol',
    advice: (dial) => [
      say(
        'Its output must be the daemon’s bytes and nothing else; notes belong on its standard error.',
        `${programOf(dial)} </dev/null | od -c | head`,
      ),
    ],
  },
  'program-lost': {
    code: 'host.lost',
    title: 'The program that led to the daemon has ended',
    advice: (dial) => [
      say(
        'On this server’s machine, run it and read what it says.',
        `${programOf(dial)} </dev/null`,
      ),
    ],
  },
} as const satisfies Record<string, Trouble>

export const programTrouble = troubledBy(programTroubles)
