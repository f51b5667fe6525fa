import { daemonOf, readJournal } from '../daemon-of.ts'
import type { Dial } from '../plan-types.ts'
import { shellQuote } from '../shell-quote.ts'
import { type Advice, say, type Trouble, troubledBy } from '../trouble.ts'
import { polkitRows } from './polkit.ts'

const database = '/etc/libvirt/passwd.db'
const mechanismsFile = '/etc/sasl2/libvirt.conf'

const restart = (dial: Dial): Advice =>
  say('Restart the daemon on the host.', `sudo systemctl restart ${shellQuote(daemonOf(dial))}`)

const offerScram = say(
  'On the host, let the daemon offer SCRAM.',
  `sudo sed -i 's/^mech_list:.*/mech_list: scram-sha-256/; s,^#sasldb_path:,sasldb_path:,' ${mechanismsFile}`,
)

/** The URI's user is SASL's only where it is nobody else's: not the account of this server, nor that of an SSH login. */
const nameUser = ({ user, transport }: Dial): Advice => {
  const name = transport === 'tls' ? shellQuote(user ?? 'NAME') : 'NAME'
  return say(
    'Give the user a password in the daemon’s own file of them.',
    `sudo saslpasswd2 -a libvirt -f ${database} ${name}`,
  )
}

const atTheHost = say(
  'Nobody may stand between this server and the host: see whether the address leads to the host itself.',
)

/** What goes wrong between a daemon that answers and one that lets us in, one row each; polkit’s come from its own table. */
export const loginTroubles = {
  ...polkitRows,
  'login-auth-conf': {
    code: 'uri.refused',
    title: 'The file of credentials points at a group it does not have',
    advice: ({ host }) => [
      say(
        'On this server’s machine, give the entry a line `credentials=NAME`, and the file a group `[credentials-NAME]` with `username=` and `password=`.',
      ),
      say(`Or take the entry for ${host ?? 'localhost'} out: then you are asked.`),
    ],
  },
  'login-kind-unknown': {
    code: 'uri.refused',
    title: 'The URI’s “auth” names no way to sign in to a daemon',
    advice: () => [
      say('Write auth=sasl, auth=sasl.SCRAM-SHA-256 or auth=polkit, or leave it out.'),
    ],
  },
  'login-kind-refused': {
    code: 'host.refused-login',
    title: 'The daemon does not offer the way to sign in that the URI asks for',
    advice: () => [
      say('Leave “auth” out of the URI to take what the daemon offers.'),
      say(
        'Or see on the host what each of its sockets asks for.',
        "sudo grep -n '^auth_' /etc/libvirt/*d.conf",
      ),
    ],
  },
  'login-kind-new': {
    code: 'host.refused-login',
    title: 'The daemon asks for a way to sign in that Oirase does not know',
    advice: () => [
      say(
        'See on the host what each of its sockets asks for; polkit, sasl and none are possible.',
        "sudo grep -n '^auth_' /etc/libvirt/*d.conf",
      ),
    ],
  },
  'login-wrong': {
    code: 'host.refused-login',
    title: 'The daemon does not take this user name and password',
    advice: (dial) => [
      say('See which users the daemon knows.', `sudo sasldblistusers2 -f ${database}`),
      nameUser(dial),
      say(
        'A user belongs to a realm, which is the host’s name unless the daemon says otherwise: both must agree.',
        'hostname',
      ),
      say(
        'See that the daemon may read that file, and that it looks for it there.',
        `sudo grep -n '^sasldb_path' ${mechanismsFile}; sudo ls -l ${database}`,
      ),
      readJournal(dial),
    ],
  },
  'login-sasl-unready': {
    code: 'host.refused-login',
    title: 'The daemon asks for SASL and has none to offer',
    advice: (dial) => [
      say(
        'Install the mechanisms on the host (Debian, Ubuntu).',
        'sudo apt-get install libsasl2-modules sasl2-bin',
      ),
      say(
        'Install the mechanisms on the host (Fedora, RHEL).',
        'sudo dnf install cyrus-sasl-scram cyrus-sasl-plain',
      ),
      offerScram,
      nameUser(dial),
      restart(dial),
    ],
  },
  'login-mechanisms': {
    code: 'host.nothing-in-common',
    title: 'The daemon offers no SASL mechanism that Oirase knows',
    advice: (dial) => [offerScram, nameUser(dial), restart(dial)],
  },
  'login-mechanism-refused': {
    code: 'host.refused-login',
    title: 'The daemon does not offer the SASL mechanism that the URI asks for',
    advice: (dial) => [
      say('Write it as the daemon does, or leave “auth” out of the URI.'),
      say('See on the host which it may offer.', `sudo grep -n '^mech_list' ${mechanismsFile}`),
      restart(dial),
    ],
  },
  'login-unencrypted': {
    code: 'uri.refused',
    title: 'The way is not encrypted, and the password would go over it',
    advice: ({ host }) => [
      say(
        `Open it by SSH, as in qemu+ssh://${host ?? 'localhost'}/system, or by TLS: both encrypt.`,
      ),
      say(
        'libvirt allows SASL over plain TCP only with GSSAPI or DIGEST-MD5, which then encrypt everything; Oirase speaks neither.',
      ),
    ],
  },
  'login-characters': {
    code: 'host.refused-login',
    title: 'The user name or password cannot be used with SASL',
    advice: (dial) => [
      say('Use neither control characters, nor letters of both directions of writing.'),
      nameUser(dial),
    ],
  },
  'login-unproven': {
    code: 'host.untrusted',
    title: 'The daemon could not prove that it knows your password',
    advice: (dial) => [atTheHost, nameUser(dial), readJournal(dial)],
  },
  'login-garbled': {
    code: 'host.not-libvirt',
    title: 'The daemon breaks the rules of SASL',
    advice: (dial) => [atTheHost, offerScram, readJournal(dial)],
  },
} as const satisfies Record<string, Trouble>

export type LoginTrouble = keyof typeof loginTroubles
export const loginTrouble = troubledBy(loginTroubles)
