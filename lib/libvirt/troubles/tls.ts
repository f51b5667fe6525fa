import { daemonOf, readJournal } from '../daemon-of.ts'
import type { Dial } from '../plan-types.ts'
import { shellQuote } from '../shell-quote.ts'
import { type Advice, say, type Trouble, troubledBy } from '../trouble.ts'

const hostOf = ({ host }: Dial): string => host ?? 'localhost'
/** An IPv6 address needs its brackets before a colon. */
const bracketed = (dial: Dial): string =>
  hostOf(dial).includes(':') ? `[${hostOf(dial)}]` : hostOf(dial)
const endOf = (dial: Dial): string => shellQuote(`${bracketed(dial)}:${dial.port || 16_514}`)
/** Advice that brings the authority’s certificate of a host here, to the path `to`. */
export const fetchCa = (text: string, dial: Dial, to: string): Advice =>
  say(text, `scp ${shellQuote(`root@${bracketed(dial)}`)}:/etc/pki/CA/cacert.pem ${to}`)
/** Where Oirase looks for the CA; a user’s own folder comes before the machine’s. */
const caFile = ({ options }: Dial): string =>
  shellQuote(
    options.pkipath === undefined ? '/etc/pki/CA/cacert.pem' : `${options.pkipath}/cacert.pem`,
  )
const serverFile = '/etc/pki/libvirt/servercert.pem'

const restart = (dial: Dial): Advice =>
  say('Restart the daemon on the host.', `sudo systemctl restart ${shellQuote(daemonOf(dial))}`)

const seeServer = (say_: string): Advice =>
  say(
    say_,
    `sudo openssl x509 -in ${serverFile} -noout -subject -issuer -dates -ext subjectAltName`,
  )

const seeCa = (dial: Dial): Advice =>
  say(
    'On this server’s machine, see which authority is trusted.',
    `openssl x509 -in ${caFile(dial)} -noout -subject -dates -fingerprint -sha256`,
  )

const renewal = 'Making certificates is told at https://libvirt.org/kbase/tlscerts.html.'

const dateAdvice = (dial: Dial): Advice[] => [
  seeServer('On the host, see the dates of its certificate; its authority’s count as well.'),
  say('See whether the clocks agree, here and there.', 'timedatectl'),
  say(renewal),
  restart(dial),
]

/** What goes wrong with whoever answers a TLS dial, one row each. Our own files have theirs in tls-own.ts. */
export const tlsTroubles = {
  'tls-not-tls': {
    code: 'host.not-libvirt',
    title: 'What answers on that port does not speak TLS',
    advice: (dial) => [
      say('It may be the plain port: use +tcp, or the TLS port, 16514 unless the host changed it.'),
      say('On the host, see who listens there.', `sudo ss -ltnp 'sport = :${dial.port || 16_514}'`),
      say('See what it says.', `openssl s_client -connect ${endOf(dial)} </dev/null`),
    ],
  },
  'tls-closed': {
    code: 'host.not-libvirt',
    title: 'The host hung up during the handshake',
    advice: (dial) => [
      say('It may be the plain port, which takes no handshake: use +tcp, or the TLS port.'),
      say('Or the daemon has as many clients as it accepts, or none that show this certificate.'),
      readJournal(dial),
    ],
  },
  'tls-silent': {
    code: 'host.silent',
    title: 'Somebody answers, and then says nothing',
    advice: (dial) => [
      say('It may be another service that waits for its client to speak first.'),
      say('See what it says.', `openssl s_client -connect ${endOf(dial)} </dev/null`),
      restart(dial),
    ],
  },
  'tls-no-common': {
    code: 'host.nothing-in-common',
    title: 'This server and the host have no version or cipher of TLS in common',
    advice: (dial) => [
      say('Leave “tls_priority” out of the URI, and out of libvirt.conf here.'),
      say(
        'On the host, see what its daemon is told to accept.',
        "sudo grep -n '^tls_priority' /etc/libvirt/*d.conf",
      ),
      say('See what it offers.', `openssl s_client -connect ${endOf(dial)} </dev/null`),
    ],
  },
  'tls-handshake': {
    code: 'host.not-libvirt',
    title: 'The handshake failed',
    advice: (dial) => [
      say('See the handshake.', `openssl s_client -connect ${endOf(dial)} </dev/null`),
      readJournal(dial),
    ],
  },
  'tls-expired': {
    code: 'host.untrusted',
    title: 'The host’s certificate, or its authority’s, has expired',
    advice: dateAdvice,
  },
  'tls-not-yet': {
    code: 'host.untrusted',
    title: 'The host’s certificate, or its authority’s, is not valid yet',
    advice: dateAdvice,
  },
  'tls-wrong-name': {
    code: 'host.untrusted',
    title: 'The host’s certificate is for another name',
    advice: (dial) => [
      say('Write in the URI a name or an address that the certificate holds.'),
      seeServer('On the host, see which names it holds.'),
      say(
        `Or give the host a certificate that holds ${hostOf(dial)} as a subject alternative name.`,
      ),
    ],
  },
  'tls-foreign-ca': {
    code: 'host.untrusted',
    title: 'The host’s certificate is from an authority that is not trusted here',
    advice: (dial) => [
      seeCa(dial),
      seeServer('On the host, see who issued its certificate.'),
      fetchCa(
        'Bring the host’s authority here when it is the right one; the system’s own list is never asked.',
        dial,
        '/tmp/cacert.pem',
      ),
    ],
  },
  'tls-revoked': {
    code: 'host.untrusted',
    title: 'The host’s certificate has been revoked',
    advice: (dial) => [
      say('Whoever revoked it knows why: the host may be somebody else’s by now.'),
      seeServer('On the host, see which certificate it shows.'),
      say(renewal),
      restart(dial),
    ],
  },
  'tls-weak': {
    code: 'host.untrusted',
    title: 'The host’s certificate, or its authority’s, is too weak',
    advice: (dial) => [
      say(
        'On the host, see its key and signature: 2048 bits of RSA and SHA-256 are the least today.',
        `sudo openssl x509 -in ${serverFile} -noout -text`,
      ),
      say(renewal),
      restart(dial),
    ],
  },
  'tls-unfit': {
    code: 'host.untrusted',
    title: 'The host’s certificate is not one for a TLS server',
    advice: (dial) => [
      say(
        'On the host, see what it may be used for.',
        `sudo openssl x509 -in ${serverFile} -noout -ext basicConstraints,keyUsage,extendedKeyUsage`,
      ),
      say(renewal),
      restart(dial),
    ],
  },
  'tls-refused': {
    code: 'host.refused-login',
    title: 'The host refused this server’s certificate',
    advice: (dial) => [
      say(
        'On the host, see which certificates may come in; no line: all of its authority’s.',
        "sudo grep -n '^tls_allowed_dn_list' -A 5 /etc/libvirt/*d.conf",
      ),
      readJournal(dial),
      say('Both certificates must be from an authority that the other side trusts.'),
    ],
  },
  'tls-no-certificate': {
    code: 'host.refused-login',
    title: 'The host wants a certificate of this server, and there is none',
    advice: ({ options }) => [
      say(
        'On this server’s machine, put a client certificate and its key where libvirt would look.',
        options.pkipath === undefined
          ? 'ls -l /etc/pki/libvirt/clientcert.pem /etc/pki/libvirt/private/clientkey.pem ~/.pki/libvirt'
          : `ls -l ${shellQuote(options.pkipath)}`,
      ),
      say(renewal),
    ],
  },
  'tls-unconfirmed': {
    code: 'host.silent',
    title: 'The host neither accepts nor refuses this server’s certificate',
    advice: (dial) => [
      say('What answers may speak TLS but not libvirt.'),
      say('See what it says.', `openssl s_client -connect ${endOf(dial)} </dev/null`),
      restart(dial),
    ],
  },
} satisfies Record<string, Trouble>

export type TlsTrouble = keyof typeof tlsTroubles
export const tlsTrouble = troubledBy(tlsTroubles)
