import { execFile } from 'node:child_process'
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'

const runFile = promisify(execFile)

/** What is the matter with a certificate; the same for servers and clients. */
export const certificateKinds = {
  good: {},
  expired: { from: '20200101000000Z', to: '20210101000000Z' },
  early: { from: '20900101000000Z', to: '20990101000000Z' },
  'wrong-name': { names: 'DNS:somebody.else.example' },
  revoked: { revoked: true },
  foreign: { authority: 'foreign' },
  weak: { digest: 'sha1' },
  'wrong-use': { swapped: true },
} as const satisfies Record<string, Flaw>
export type CertificateKind = keyof typeof certificateKinds

interface Flaw {
  from?: string
  to?: string
  /** Subject alternative names in place of the right ones. */
  names?: string
  revoked?: boolean
  authority?: Authority
  digest?: string
  /** A server's has a client's extended key usage, and the other way round. */
  swapped?: boolean
}
type Authority = 'lab' | 'foreign'

/** What a client of the lab shows: a certificate, none at all, one whose key is encrypted, or one in PKCS#12. */
export type ClientKind = CertificateKind | 'none' | 'encrypted'

/** The passphrase of the encrypted key. */
export const keyPassphrase = 'open sesame'

export interface Pki {
  /** The lab's own authority, which every server and client of it trusts. */
  readonly ca: string
  readonly foreignCa: string
  /** Certificates revoked so far; it exists from the beginning. */
  readonly crl: string
  server(kind: CertificateKind, name: string, addresses: readonly string[]): Promise<KeyPair>
  /** A folder for `pkipath=`: cacert.pem, clientcert.pem, clientkey.pem and, if asked for, cacrl.pem. */
  client(kind: ClientKind, options?: { crl?: boolean; ca?: Authority }): Promise<string>
}

export interface KeyPair {
  certificate: string
  key: string
}

const config = (folder: string) => `[ca]
default_ca = lab
[lab]
dir = ${folder}
database = $dir/index.txt
new_certs_dir = $dir/issued
serial = $dir/serial
crlnumber = $dir/crlnumber
policy = any
unique_subject = no
default_md = sha256
default_days = 3650
default_crl_days = 3650
[any]
commonName = supplied
[req]
distinguished_name = subject
[subject]
[authority]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign, cRLSign
`

const openssl = async (...args: string[]) => void (await runFile('openssl', args))

async function makeAuthority(folder: string, name: string): Promise<void> {
  mkdirSync(path.join(folder, 'issued'), { recursive: true })
  const at = (file: string) => path.join(folder, file)
  writeFileSync(at('openssl.cnf'), config(folder))
  writeFileSync(at('index.txt'), '')
  writeFileSync(at('serial'), '1000\n')
  writeFileSync(at('crlnumber'), '01\n')
  const key = ['-newkey', 'rsa:2048', '-nodes', '-keyout', at('cakey.pem')]
  const what = ['-x509', '-days', '3650', '-subj', `/CN=${name}`, '-extensions', 'authority']
  await openssl('req', '-config', at('openssl.cnf'), ...key, ...what, '-out', at('cacert.pem'))
  await openssl('ca', ...signing(folder), '-gencrl', '-out', at('cacrl.pem'))
}

const signing = (folder: string) => [
  ...['-batch', '-notext', '-config', path.join(folder, 'openssl.cnf')],
  ...['-cert', path.join(folder, 'cacert.pem'), '-keyfile', path.join(folder, 'cakey.pem')],
]

/** Makes the lab's authority and a foreign one. Everybody else shares one key: RSA keys take longest to make. */
export async function makePki(folder: string): Promise<Pki> {
  const at = (file: string) => path.join(folder, file)
  await Promise.all([
    makeAuthority(at('lab'), 'Oirase lab'),
    makeAuthority(at('foreign'), 'Somebody else'),
  ])
  await openssl(
    ...['req', '-config', at('lab/openssl.cnf'), '-newkey', 'rsa:2048', '-nodes'],
    ...['-subj', '/CN=any', '-keyout', at('key.pem'), '-out', at('request.pem')],
  )
  const issue = inTurn((subject: Subject) => sign(folder, subject))
  return {
    ca: at('lab/cacert.pem'),
    foreignCa: at('foreign/cacert.pem'),
    crl: at('lab/cacrl.pem'),
    server: async (kind, name, addresses) => {
      const names = [`DNS:${name}`, ...addresses.map((address) => `IP:${address}`)].join()
      return { certificate: await issue({ kind, use: 'server', name, names }), key: at('key.pem') }
    },
    client: async (kind, { crl = false, ca = 'lab' } = {}) => {
      const home = at(`client-${kind}-${ca}${crl ? '-crl' : ''}`)
      const put = (from: string, file: string) => copyFileSync(from, path.join(home, file))
      mkdirSync(home, { recursive: true })
      put(at(`${ca}/cacert.pem`), 'cacert.pem')
      if (crl) put(at('lab/cacrl.pem'), 'cacrl.pem')
      if (kind === 'none') return home
      const flaw = kind === 'encrypted' ? 'good' : kind
      const certificate = await issue({ kind: flaw, use: 'client', name: 'laptop', names: null })
      put(certificate, 'clientcert.pem')
      if (kind !== 'encrypted') put(at('key.pem'), 'clientkey.pem')
      else await encrypt(at('key.pem'), path.join(home, 'clientkey.pem'))
      return home
    },
  }
}

const encrypt = (from: string, to: string) =>
  openssl('rsa', '-aes256', '-passout', `pass:${keyPassphrase}`, '-in', from, '-out', to)

interface Subject {
  kind: CertificateKind
  use: 'server' | 'client'
  name: string
  names: string | null
}

/** Signs what `subject` says and returns its file. */
async function sign(folder: string, { kind, use, name, names }: Subject): Promise<string> {
  const flaw: Flaw = certificateKinds[kind]
  const authority = path.join(folder, flaw.authority ?? 'lab')
  const file = path.join(folder, `${use}-${name}-${kind}`)
  const usedAs = flaw.swapped ? { server: 'client', client: 'server' }[use] : use
  const alternative = use === 'server' ? (flaw.names ?? names) : names
  const extensions = [
    'basicConstraints = critical, CA:false',
    'keyUsage = critical, digitalSignature, keyEncipherment',
    `extendedKeyUsage = critical, ${usedAs}Auth`,
    ...(alternative === null ? [] : [`subjectAltName = ${alternative}`]),
  ]
  writeFileSync(`${file}.ext`, `${extensions.join('\n')}\n`)
  const dates = flaw.to === undefined ? [] : ['-startdate', flaw.from ?? '', '-enddate', flaw.to]
  await openssl(
    ...['ca', ...signing(authority), ...dates, '-md', flaw.digest ?? 'sha256'],
    ...['-subj', `/CN=${flaw.names === undefined ? name : 'somebody.else.example'}`],
    ...['-extfile', `${file}.ext`, '-in', path.join(folder, 'request.pem'), '-out', `${file}.pem`],
  )
  if (flaw.revoked) {
    await openssl('ca', ...signing(authority), '-revoke', `${file}.pem`)
    await openssl('ca', ...signing(authority), '-gencrl', '-out', `${authority}/cacrl.pem`)
  }
  return `${file}.pem`
}

/** The database of `openssl ca` stands no two of them at once. */
function inTurn<In, Out>(work: (given: In) => Promise<Out>): (given: In) => Promise<Out> {
  let last: Promise<unknown> = Promise.resolve()
  return (given) => {
    const mine = last.then(() => work(given))
    last = mine.catch(() => null)
    return mine
  }
}
