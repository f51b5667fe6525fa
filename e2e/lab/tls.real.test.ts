import { execFileSync } from 'node:child_process'
import { copyFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { systemClock } from '../../lib/clock.ts'
import type { Failure } from '../../lib/failure.ts'
import { openPlan } from '../../lib/libvirt/plan.ts'
import { isRefused } from '../../lib/libvirt/plan-types.ts'
import type { Asker } from '../../lib/libvirt/question.ts'
import { unattended } from '../../lib/libvirt/unattended.ts'
import { openRemote } from '../../server/drivers/remote/open.ts'
import { openFence } from '../../server/transport/address-fence.ts'
import { dialFor } from '../../server/transport/dial-for.ts'
import { ownSurrounds } from '../../server/transport/surrounds.ts'
import { keyPassphrase } from './certificates.ts'
import { type Lab, startLab } from './lab.ts'

const dial = dialFor(ownSurrounds({ env: {}, fence: openFence }))

/** Names of what a host has, asked by us. */
async function ours(uri: string, asker: Asker = unattended): Promise<string[]> {
  const surroundings = { uid: 0, readOnly: false, env: {}, libvirtConf: null, sockets: [] }
  const opening = openPlan(uri, surroundings)
  if (!opening.ok || isRefused(opening.plan)) throw new Error(`no plan for ${uri}`)
  const { plan } = opening
  const options = {
    readOnly: false,
    signal: AbortSignal.timeout(20_000),
    progress: () => {},
    asker,
  }
  const driver = await openRemote(plan, (asked) => dial(plan, asked), options, systemClock)
  try {
    for await (const event of driver.watch(options.signal)) {
      if (event.type === 'listing') return event.domains.map(({ name }) => name)
    }
    return []
  } finally {
    await driver.close()
  }
}

const failure = (uri: string): Promise<Failure> =>
  ours(uri).then(
    (names) => {
      throw new Error(`it opened: ${names}`)
    },
    (cause: Failure) => cause,
  )

describe.skipIf(inject('labSkipped') !== null)('over the network', () => {
  let lab: Lab<'a'>
  beforeAll(async () => {
    lab = await startLab({ a: { tlsPort: 26514 } })
    await lab.hosts.a.defineQemu('one')
  })
  afterAll(() => lab.stop())

  const tls = (params: Record<string, string> = {}, ipv6 = false) =>
    lab.uri('a', 'tls', '/system', { params, ipv6 })
  /** The last sentence of virsh's complaint. */
  const theirs = (uri: string): Promise<string> =>
    lab.virsh(uri, 'list', '--all', '--name').then(
      () => 'it opened',
      ({ stderr }: { stderr: string }) => stderr.trim().split('error: ').at(-1)?.trim() ?? '',
    )

  test.each([
    ['tcp', false],
    ['tcp', true],
    ['tls', false],
    ['tls', true],
  ] as const)('%s (IPv6: %s) lists what is there', async (transport, ipv6) => {
    expect(await ours(lab.uri('a', transport, '/system', { ipv6 }))).toEqual(['one'])
  })

  test.each([
    'NORMAL:-VERS-TLS1.3',
    'NORMAL:-VERS-TLS1.2',
    'PFS',
    'NORMAL:-CIPHER-ALL:+CHACHA20-POLY1305',
    'NORMAL:-GROUP-ALL:+GROUP-SECP521R1',
  ])('with the priority %s as virsh does', async (tls_priority) => {
    const uri = tls({ tls_priority })
    expect(await theirs(uri)).toBe('it opened')
    expect(await ours(uri)).toEqual(['one'])
  })

  test('calls that leave together are answered at once', async () => {
    const start = performance.now()
    expect(await ours(tls())).toEqual(['one'])
    // a keepalive, which wakes a daemon that has overlooked some, comes after 5 s
    expect(performance.now() - start).toBeLessThan(4_500)
  })

  test.each([
    ['expired', 'tls-expired'],
    ['early', 'tls-not-yet'],
    ['wrong-name', 'tls-wrong-name'],
    ['foreign', 'tls-foreign-ca'],
    ['weak', 'tls-weak'],
    ['wrong-use', 'tls-unfit'],
  ] as const)('a server certificate that is %s is refused by both', async (kind, trouble) => {
    await lab.hosts.a.showCertificate(kind)
    try {
      const said = "authentication failed: Failed to verify peer's certificate"
      const found = await failure(tls())
      expect([await theirs(tls()), found.trouble]).toEqual([said, trouble])
      expect(found.detail?.startsWith(`${said}. `)).toBe(true)
      expect(await ours(tls({ no_verify: '1' }))).toEqual(['one'])
    } finally {
      await lab.hosts.a.showCertificate('good')
    }
  })

  /** The authority's list as it would be if nobody had renewed it for years. */
  function overdue(pkipath: string): void {
    const at = (file: string) => path.join(lab.folder, 'pki/lab', file)
    const dates = ['-crl_lastupdate', '20200101000000Z', '-crl_nextupdate', '20200201000000Z']
    const signer = ['-cert', at('cacert.pem'), '-keyfile', at('cakey.pem')]
    const made = ['-config', at('openssl.cnf'), ...signer, '-gencrl', ...dates]
    execFileSync('openssl', ['ca', ...made, '-out', path.join(pkipath, 'cacrl.pem')], {
      stdio: 'ignore',
    })
  }

  test.each(['due', 'overdue'])(
    'a revoked one is refused by both, by a list that is %s',
    async (due) => {
      await lab.hosts.a.showCertificate('revoked')
      const pkipath = await lab.pki.client('good', { crl: true })
      const uri = tls({ pkipath })
      if (due === 'overdue') overdue(pkipath)
      try {
        expect(await theirs(uri)).toBe("authentication failed: Failed to verify peer's certificate")
        expect(await failure(uri)).toMatchObject({ trouble: 'tls-revoked' })
      } finally {
        await lab.hosts.a.showCertificate('good')
      }
      expect([await theirs(uri), await ours(uri)]).toEqual(['it opened', ['one']])
    },
  )

  test.each([
    ['none', 'tls-no-certificate'],
    ['foreign', 'tls-refused'],
    ['expired', 'tls-refused'],
  ] as const)(
    'what the host says of a client with %s is told as its refusal',
    async (kind, trouble) => {
      const pkipath = await lab.pki.client(kind)
      for (const tls_priority of ['NORMAL', 'NORMAL:-VERS-TLS1.3']) {
        const uri = tls({ pkipath, no_sanity: '1', tls_priority })
        const found = await failure(uri)
        expect([found.trouble, found.code]).toEqual([trouble, 'host.refused-login'])
        expect(await theirs(uri)).toMatch(/TLS|certificate/)
      }
    },
  )

  test.each(['expired', 'early', 'wrong-use', 'foreign'] as const)(
    'what is wrong with our own certificate, %s, is said in virsh’s words',
    async (kind) => {
      const uri = tls({ pkipath: await lab.pki.client(kind) })
      const found = await failure(uri)
      expect(found.detail).toBe(await theirs(uri))
      expect(found.trouble).toMatch(/^tls-own-/)
    },
  )

  test('no authority’s file: the same sentence', async () => {
    const uri = tls({ pkipath: lab.folder })
    expect((await failure(uri)).detail).toBe(await theirs(uri))
  })

  test('a key under a passphrase opens once it is said', async () => {
    const uri = tls({ pkipath: await lab.pki.client('encrypted') })
    const asker = { ...unattended, credentials: async () => [keyPassphrase] }
    expect(await ours(uri, asker)).toEqual(['one'])
    expect(await failure(uri)).toMatchObject({ code: 'host.needs-you' })
  })

  test('the plain port is told from a TLS one, and the other way round', async () => {
    const { tcpPort, tlsPort } = lab.hosts.a
    const plain = lab.uri('a', 'tls', '/system', { port: tcpPort })
    expect((await failure(plain)).trouble).toMatch(/^tls-(closed|not-tls|silent)$/)
    const secured = lab.uri('a', 'tcp', '/system', { port: tlsPort })
    expect((await failure(secured)).code).toMatch(/^host\./)
  })

  test('nobody on the port, no such name: the same sentences', async () => {
    for (const uri of [
      lab.uri('a', 'tcp', '/system', { port: 9 }),
      lab.uri('a', 'tls', '/system', { port: 9 }),
      'qemu+tcp://nosuch.invalid/system',
    ]) {
      expect((await failure(uri)).detail).toBe(await theirs(uri))
    }
  })

  test('a host that swallows everything has timed out, in the words of who waited', async () => {
    const uri = `qemu+tcp://${lab.network.nowhere}/system`
    const said = `unable to connect to server at '${lab.network.nowhere}:16509': Connection timed out`
    expect(await failure(uri)).toMatchObject({ trouble: 'tcp-timeout', detail: said })
  })

  test('a second identity is shown when the first is refused', async () => {
    const [good, foreign] = [await lab.pki.client('good'), await lab.pki.client('foreign')]
    for (const file of ['clientcert', 'clientkey']) {
      copyFileSync(path.join(good, `${file}.pem`), path.join(foreign, `${file}0.pem`))
    }
    expect(await ours(tls({ pkipath: foreign, no_sanity: '1' }))).toEqual(['one'])
  })
})
