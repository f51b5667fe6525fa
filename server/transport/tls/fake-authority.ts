import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** A certificate for tests to order; it is a good one for a server and a client at once unless it says otherwise. */
export interface Order {
  /** Common names; there may be none. */
  names?: readonly string[]
  /** `DNS:host`, `IP:127.0.0.1`. */
  alternatives?: readonly string[]
  /** `20200101000000Z`. */
  from?: string
  to?: string
  /** Lines of an extension section of openssl, in place of those of a plain end. */
  extensions?: readonly string[]
  /** Arguments of `openssl genpkey`. */
  key?: readonly string[]
  digest?: string
}

export interface Issued {
  /** PEM. */
  cert: string
  key: string
  certFile: string
  keyFile: string
}

/** An authority for tests, made by openssl in a folder of its own. */
export interface FakeAuthority {
  readonly ca: string
  readonly caFile: string
  readonly keyFile: string
  issue(order?: Order): Issued
  revoke(issued: Issued): void
  /** The list of what has been revoked so far. */
  crl(due?: 'due' | 'overdue'): string
}

export const openssl = (...args: string[]): string =>
  execFileSync('openssl', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })

/** A machine without it cannot make certificates: tests that need some are left out there. */
export const hasOpenssl = spawnSync('openssl', ['version']).status === 0

const elliptic = ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256']
export const rsa = (bits: number): string[] => [
  '-algorithm',
  'RSA',
  '-pkeyopt',
  `rsa_keygen_bits:${bits}`,
]

const plainEnd = ['basicConstraints = CA:false', 'keyUsage = critical, digitalSignature']
export const authorityExtensions = [
  'basicConstraints = critical, CA:true',
  'keyUsage = critical, keyCertSign, cRLSign',
]

const config = (folder: string) => `[ca]
default_ca = here
[here]
database = ${folder}/index.txt
new_certs_dir = ${folder}
serial = ${folder}/serial
crlnumber = ${folder}/crlnumber
certificate = ${folder}/cacert.pem
private_key = ${folder}/cakey.pem
policy = any
unique_subject = no
default_days = 365
default_crl_days = 30
default_md = sha256
[any]
commonName = optional
[req]
distinguished_name = empty
prompt = no
[empty]
`

/** `own`: the authority's certificate and key when it is not to be its own. */
export function fakeAuthority(folder: string, own?: Issued, order: Order = {}): FakeAuthority {
  mkdirSync(folder, { recursive: true })
  const at = (file: string) => path.join(folder, file)
  let issued = 0
  writeFileSync(at('openssl.cnf'), config(folder))
  writeFileSync(at('index.txt'), '')
  writeFileSync(at('serial'), '1000\n')
  writeFileSync(at('crlnumber'), '01\n')

  const ask = (name: string, { names = ['Some Body'], key = elliptic }: Order) => {
    openssl('genpkey', ...key, '-out', at(`${name}key.pem`))
    const subject = names.map((one) => `/CN=${one}`).join('') || '/'
    const asked = ['-key', at(`${name}key.pem`), '-subj', subject, '-out', at(`${name}.csr`)]
    openssl('req', '-new', '-config', at('openssl.cnf'), ...asked)
  }
  const sign = (name: string, order: Order, selfSigned: boolean): Issued => {
    const { alternatives = [], extensions = plainEnd, from, to, digest = 'sha256' } = order
    const san = alternatives.length > 0 ? [`subjectAltName = ${alternatives.join()}`] : []
    writeFileSync(at(`${name}.ext`), `${[...extensions, ...san].join('\n')}\n`)
    const dates = [...(from ? ['-startdate', from] : []), ...(to ? ['-enddate', to] : [])]
    const certFile = at(`${name}cert.pem`)
    const keyFile = at(`${name}key.pem`)
    const how = ['-batch', '-notext', '-md', digest, ...dates, '-extfile', at(`${name}.ext`)]
    const what = ['-in', at(`${name}.csr`), '-out', certFile]
    const self = selfSigned ? ['-selfsign', '-keyfile', keyFile] : []
    openssl('ca', '-config', at('openssl.cnf'), ...how, ...self, ...what)
    const cert = readFileSync(certFile, 'utf8')
    return { cert, key: readFileSync(keyFile, 'utf8'), certFile, keyFile }
  }

  if (own === undefined) {
    const self = { names: ['An Authority'], extensions: authorityExtensions, ...order }
    ask('ca', self)
    sign('ca', self, true)
  } else {
    writeFileSync(at('cacert.pem'), own.cert)
    writeFileSync(at('cakey.pem'), own.key)
  }
  return {
    ca: readFileSync(at('cacert.pem'), 'utf8'),
    caFile: at('cacert.pem'),
    keyFile: at('cakey.pem'),
    issue: (order = {}) => {
      issued += 1
      ask(`end${issued}`, order)
      return sign(`end${issued}`, order, false)
    },
    revoke: ({ certFile }) => void openssl('ca', '-config', at('openssl.cnf'), '-revoke', certFile),
    crl: (due = 'due') => {
      const old = ['-crl_lastupdate', '20200101000000Z', '-crl_nextupdate', '20200201000000Z']
      const how = due === 'due' ? [] : old
      openssl('ca', '-config', at('openssl.cnf'), '-gencrl', ...how, '-out', at('cacrl.pem'))
      return readFileSync(at('cacrl.pem'), 'utf8')
    },
  }
}
