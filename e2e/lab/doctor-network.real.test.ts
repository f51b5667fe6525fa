import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, inject, test } from 'vitest'
import type { CertificateKind, ClientKind } from './certificates.ts'
import { answering, type Circumstances, provoke } from './examined.ts'
import { type Lab, startLab } from './lab.ts'

type Row<T> = [cause: string, given: T, step: string, trouble: string, says: RegExp]

describe.skipIf(inject('labSkipped') !== null)('hosts by TCP and TLS', () => {
  let lab: Lab<'mill' | 'vault'>
  let at: Circumstances
  beforeAll(async () => {
    lab = await startLab({ mill: {}, vault: { sasl: ['SCRAM-SHA-256'] } })
    at = { env: { HOME: lab.client.home } }
  })
  afterAll(() => lab.stop())

  test.each(['tcp', 'tls'] as const)('one that is well has nothing wrong with it by %s', (way) =>
    provoke('', lab.uri('mill', way, '/system'), null, null, /It tells of/, at),
  )

  const to = (transport: 'tcp' | 'tls', more: { host?: string; port?: number } = {}) =>
    lab.uri('mill', transport, '/system', more)

  test.each<Row<() => string>>([
    [
      'a name nobody has',
      () => to('tcp', { host: 'no.invalid' }),
      'lookup',
      'name-unknown',
      /no\.invalid/,
    ],
    [
      'no such interface',
      () => to('tcp', { host: '[fe80::1%25no0]' }),
      'connect',
      'zone-unknown',
      /no0/,
    ],
    [
      'a port where nobody listens',
      () => to('tcp', { port: 9 }),
      'connect',
      'tcp-refused',
      /refused/,
    ],
    [
      'a firewall that drops',
      () => to('tls', { host: lab.network.nowhere }),
      'connect',
      'tcp-timeout',
      /timed out/,
    ],
    [
      'metadata of a cloud',
      () => to('tcp', { host: '169.254.169.254' }),
      'connect',
      'address-forbidden',
      /metadata/,
    ],
    [
      'plain TCP on the port for TLS',
      () => to('tcp', { port: lab.hosts.mill.tlsPort }),
      'greet',
      'greeting-ended',
      /lost/,
    ],
    [
      'plain TCP on an SSH port',
      () => to('tcp', { port: 22 }),
      'greet',
      'answers-ssh',
      /SSH-2\.0-OpenSSH/,
    ],
    [
      'TLS on the plain port',
      () => to('tls', { port: lab.hosts.mill.tcpPort }),
      'secure',
      'tls-closed',
      /handshake/,
    ],
    ['TLS on an SSH port', () => to('tls', { port: 22 }), 'secure', 'tls-not-tls', /handshake/],
    [
      'a driver it lacks',
      () => to('tls').replace('qemu', 'bhyve'),
      'open',
      'driver-missing',
      /bhyve/,
    ],
    [
      'a path it lacks',
      () => to('tcp').replace('system', 'nosuch'),
      'open',
      'driver-path',
      /nosuch/,
    ],
  ])('%s', (cause, uri, step, trouble, says) => provoke(cause, uri(), step, trouble, says, at))

  test.each<Row<CertificateKind>>([
    ['that has expired', 'expired', 'identify', 'tls-expired', /expired on 2021-01-01/],
    ['that counts only later', 'early', 'identify', 'tls-not-yet', /from 2090-01-01/],
    ['of another host', 'wrong-name', 'identify', 'tls-wrong-name', /somebody\.else\.example/],
    ['of another authority', 'foreign', 'identify', 'tls-foreign-ca', /Somebody else/],
    ['signed with SHA-1', 'weak', 'identify', 'tls-weak', /SHA-1/],
    ['that is a client’s', 'wrong-use', 'identify', 'tls-unfit', /verify/],
    ['that is revoked', 'revoked', 'identify', 'tls-revoked', /revoked/],
  ])('a certificate %s', async (cause, kind, step, trouble, says) => {
    await lab.hosts.mill.showCertificate(kind)
    const pkipath = await lab.pki.client('good', { crl: kind === 'revoked' })
    const uri = lab.uri('mill', 'tls', '/system', { params: { pkipath } })
    await provoke(cause, uri, step, trouble, says, at)
    if (kind === 'revoked') await lab.hosts.mill.showCertificate('good')
  })

  test.each<Row<[ClientKind, no_sanity?: string]>>([
    ['none', ['none'], 'identify', 'tls-no-certificate', /TLS confirmation/],
    ['one that has expired', ['expired'], 'secure', 'tls-own-expired', /clientcert\.pem/],
    ['one of another authority', ['foreign'], 'secure', 'tls-own-foreign', /clientcert\.pem/],
    ['one of a server', ['wrong-use'], 'secure', 'tls-own-unfit', /clientcert\.pem/],
    ['one that is weak', ['weak'], 'secure', 'tls-own-weak', /clientcert\.pem/],
    ['one whose key is locked', ['encrypted'], 'secure', 'needs-you', /clientkey\.pem/],
    [
      'an expired one all the same',
      ['expired', '1'],
      'identify',
      'tls-refused',
      /TLS confirmation/,
    ],
  ])('of our own to show: %s', async (cause, [kind, no_sanity = '0'], step, trouble, says) => {
    const pkipath = await lab.pki.client(kind)
    const uri = lab.uri('mill', 'tls', '/system', { params: { pkipath, no_sanity } })
    await provoke(cause, uri, step, trouble, says, at)
  })

  test.each<Row<Record<string, string>>>([
    ['no certificates at all', { pkipath: '/no/such' }, 'secure', 'tls-ca-missing', /cacert\.pem/],
    [
      'a priority of old',
      { tls_priority: 'NORMAL:+VERS-SSL3.0' },
      'secure',
      'tls-priority',
      /SSL3\.0/,
    ],
  ])('%s', (cause, params, step, trouble, says) =>
    provoke(cause, lab.uri('mill', 'tls', '/system', { params }), step, trouble, says, at),
  )

  test.each<Row<[transport: 'tcp' | 'tls', answers: string[] | null, auth?: string]>>([
    ['over plain TCP', ['tcp', null], 'authenticate', 'login-unencrypted', /authentication failed/],
    ['with nobody to ask', ['tls', null], 'authenticate', 'needs-you', /Asked for/],
    [
      'with a wrong password',
      ['tls', ['clerk', 'no']],
      'authenticate',
      'login-wrong',
      /authentication failed/,
    ],
    [
      'by a mechanism it lacks',
      ['tls', null, 'sasl.PLAIN'],
      'authenticate',
      'login-mechanism-refused',
      /PLAIN/,
    ],
    ['by polkit alone', ['tls', null, 'polkit'], 'greet', 'login-kind-refused', /./],
  ])(
    'a daemon that asks for SASL, %s',
    async (cause, [way, answers, auth], step, trouble, says) => {
      const params: Record<string, string> = auth === undefined ? {} : { auth }
      const asker = answers === null ? {} : { asker: answering(answers) }
      const uri = lab.uri('vault', way, '/system', { params })
      await provoke(cause, uri, step, trouble, says, { ...at, ...asker })
    },
  )

  test('a daemon with as many callers as it takes answers no more of them', async () => {
    const { address, tcpPort } = lab.hosts.vault
    const callers = Array.from({ length: 30 }, () => connect(tcpPort, address))
    await Promise.all(callers.map((caller) => once(caller, 'connect')))
    await provoke(
      '',
      lab.uri('vault', 'tcp', '/system'),
      'greet',
      'greeting-silent',
      /not answer/,
      at,
    )
    for (const caller of callers) caller.destroy()
  })

  test('a daemon that hangs takes the call and says nothing', async () => {
    await lab.hosts.mill.freeze()
    await provoke('', to('tcp'), 'greet', 'greeting-silent', /did not answer/, at)
    await provoke('', to('tls'), 'secure', 'tls-silent', /did not answer/, at)
    await lab.hosts.mill.thaw()
  })

  test('a host that is off is told as a firewall that drops, for nobody can tell', async () => {
    await lab.hosts.mill.down()
    await provoke('', to('tcp'), 'connect', 'tcp-timeout', /timed out/, at)
    await lab.hosts.mill.up()
  })

  test('a daemon that does not run has nobody at its port', async () => {
    await lab.hosts.mill.stopDaemon()
    await provoke('', to('tls'), 'connect', 'tcp-refused', /refused/, at)
  })
})
