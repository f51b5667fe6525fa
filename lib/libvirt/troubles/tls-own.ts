import type { Dial } from '../plan-types.ts'
import { shellQuote } from '../shell-quote.ts'
import { type Advice, say, type Trouble, troubledBy } from '../trouble.ts'
import { fetchCa } from './tls.ts'

/** One of our files, as the search finds it for the machine; `pkipath` puts all in one folder. */
const at = ({ options }: Dial, folder: string, file: string): string =>
  shellQuote(`${options.pkipath ?? folder}/${file}`)
const ca = (dial: Dial): string => at(dial, '/etc/pki/CA', 'cacert.pem')
const cert = (dial: Dial): string => at(dial, '/etc/pki/libvirt', 'clientcert.pem')
const key = (dial: Dial): string => at(dial, '/etc/pki/libvirt/private', 'clientkey.pem')

const here = 'On this server’s machine,'
const renewal = say('Making certificates is told at https://libvirt.org/kbase/tlscerts.html.')
const unchecked = say(
  'Or let no_sanity=1 in the URI skip these checks; the host makes its own all the same.',
)

const seeCert = (dial: Dial): Advice =>
  say(
    `${here} see the certificate.`,
    `openssl x509 -in ${cert(dial)} -noout -subject -issuer -dates`,
  )
const seeCa = (dial: Dial): Advice =>
  say(`${here} see the authority.`, `openssl x509 -in ${ca(dial)} -noout -subject -dates`)

const dates = (dial: Dial): Advice[] => [
  seeCert(dial),
  seeCa(dial),
  say('See whether the clock is right.', 'timedatectl'),
  renewal,
  unchecked,
]

/** What is wrong with this server's own TLS files or wishes, before anybody is dialled. */
export const tlsOwnTroubles = {
  'tls-ca-missing': {
    code: 'uri.refused',
    title: 'There is no file of the authority that hosts must be certified by',
    advice: (dial) => [
      fetchCa(
        `${here} put the authority’s certificate there; the host has it in the same place.`,
        dial,
        ca(dial),
      ),
      say('no_verify=1 does not make it dispensable: libvirt wants it, too.'),
      renewal,
    ],
  },
  'tls-file-unreadable': {
    code: 'uri.refused',
    title: 'A file of TLS is there but cannot be read',
    advice: (dial) => [
      say(`${here} see whose they are.`, `ls -l ${ca(dial)} ${cert(dial)} ${key(dial)}`),
      say('The account of this server must be able to read them; nobody else the key.'),
    ],
  },
  'tls-file-broken': {
    code: 'uri.refused',
    title: 'A file of TLS does not hold what its name says',
    advice: (dial) => [
      say(`${here} see what is in it.`, `openssl x509 -in ${cert(dial)} -noout -text`),
      say(
        'Certificates, lists of revoked ones and keys must be in PEM; clientcert.p12 is PKCS#12.',
      ),
    ],
  },
  'tls-pair-incomplete': {
    code: 'uri.refused',
    title: 'Of a certificate and its key one is missing',
    advice: (dial) => [
      say(`${here} see which is there.`, `ls -l ${cert(dial)} ${key(dial)}`),
      say('Both must lie in the user’s own folder, or both in the machine’s.'),
    ],
  },
  'tls-key-foreign': {
    code: 'uri.refused',
    title: 'The key does not belong to the certificate',
    advice: (dial) => [
      say(
        `${here} compare the two.`,
        `openssl x509 -in ${cert(dial)} -noout -pubkey; openssl pkey -in ${key(dial)} -pubout`,
      ),
    ],
  },
  'tls-key-locked': {
    code: 'host.refused-login',
    title: 'The passphrase of the key is wrong',
    advice: (dial) => [
      say(`${here} try it.`, `openssl pkey -in ${key(dial)} -noout`),
      say(
        'Or take the passphrase off, which libvirt’s own clients need anyway.',
        `openssl pkey -in ${key(dial)} -out clientkey-open.pem`,
      ),
    ],
  },
  'tls-key-format': {
    code: 'uri.refused',
    title: 'The key is kept in a way that is not understood here',
    advice: (dial) => [
      say(
        `${here} write it anew, as PKCS#8.`,
        `openssl pkey -provider legacy -provider default -in ${key(dial)} -out clientkey-new.pem`,
      ),
    ],
  },
  'tls-own-expired': {
    code: 'uri.refused',
    title: 'This server’s own certificate, or its authority’s, has expired',
    advice: dates,
  },
  'tls-own-not-yet': {
    code: 'uri.refused',
    title: 'This server’s own certificate, or its authority’s, is not valid yet',
    advice: dates,
  },
  'tls-own-unfit': {
    code: 'uri.refused',
    title: 'This server’s own certificate, or its authority’s, is not made for this use',
    advice: (dial) => [
      say(
        `${here} see what it may be used for.`,
        `openssl x509 -in ${cert(dial)} -noout -ext basicConstraints,keyUsage,extendedKeyUsage`,
      ),
      renewal,
      unchecked,
    ],
  },
  'tls-own-foreign': {
    code: 'uri.refused',
    title: 'This server’s own certificate is not from its own authority, or is revoked by it',
    advice: (dial) => [
      say(`${here} check one by the other.`, `openssl verify -CAfile ${ca(dial)} ${cert(dial)}`),
      seeCert(dial),
      seeCa(dial),
      unchecked,
    ],
  },
  'tls-own-weak': {
    code: 'uri.refused',
    title: 'This server’s own certificate is too weak to be used',
    advice: (dial) => [
      say(
        `${here} see its key and signature: 2048 bits of RSA and SHA-256 are the least today.`,
        `openssl x509 -in ${cert(dial)} -noout -text`,
      ),
      renewal,
    ],
  },
  'tls-priority': {
    code: 'uri.refused',
    title: '“tls_priority” asks for what cannot be done here',
    advice: () => [
      say('Leave the word out, or the whole of “tls_priority”: then it is NORMAL.'),
      say(
        'NORMAL, PFS, SECURE128, SECURE192, SECURE256 and @SYSTEM are followed, and + - ! with versions, ciphers, key exchanges, groups and signatures that OpenSSL has.',
      ),
    ],
  },
} satisfies Record<string, Trouble>

export type TlsOwnTrouble = keyof typeof tlsOwnTroubles
export const tlsOwnTrouble = troubledBy(tlsOwnTroubles)
