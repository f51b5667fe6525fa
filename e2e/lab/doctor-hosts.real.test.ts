import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, inject, test } from 'vitest'
import { type Circumstances, examined } from './examined.ts'
import { type Lab, startLab } from './lab.ts'

describe.skipIf(inject('labSkipped') !== null)('hosts', () => {
  let lab: Lab<'a' | 'sasl'>
  let env: Record<string, string>
  beforeAll(async () => {
    lab = await startLab({ a: {}, sasl: { sasl: ['SCRAM-SHA-256'] } })
    env = { HOME: lab.client.home }
  })
  afterAll(() => lab.stop())
  const show = async (cause: string, uri: string, c: Circumstances = {}) => {
    const rungs = await examined(uri, { env, ...c })
    const failed = rungs.find((r) => r.outcome === 'failed')
    console.log(
      `${cause}\n   ${uri}\n   ${rungs.map((r) => `${r.step}:${r.outcome[0]}:${Math.round(r.took ?? 0)}`).join(' ')}\n   ${failed?.step} ${failed?.trouble} ${failed?.finding}`,
    )
    if (!failed) console.log(rungs.map((r) => `      ${r.step}: ${r.finding}`).join('\n'))
  }
  test('all', async () => {
    const a = lab.hosts.a
    for (const t of ['tcp', 'tls', 'ssh', 'libssh', 'libssh2'] as const)
      await show('good', lab.uri('a', t, '/system', t.includes('ssh') ? { user: 'root' } : {}))
    await show('tcp refused', lab.uri('a', 'tcp', '/system', { port: 9 }))
    await show('dropped', lab.uri('a', 'tcp', '/system', { host: lab.network.nowhere }))
    await show('meta', lab.uri('a', 'tcp', '/system', { host: '169.254.169.254' }))
    await show('zone', lab.uri('a', 'tcp', '/system', { host: '[fe80::1%25nosuch0]' }))
    await show('tcp to tls', lab.uri('a', 'tcp', '/system', { port: a.tlsPort }))
    await show('tcp to ssh', lab.uri('a', 'tcp', '/system', { port: 22 }))
    await show('tls to tcp', lab.uri('a', 'tls', '/system', { port: a.tcpPort }))
    await show('tls to ssh', lab.uri('a', 'tls', '/system', { port: 22 }))
    await show('ssh to tcp', lab.uri('a', 'ssh', '/system', { port: a.tcpPort, user: 'root' }))
    await show('ssh to tls', lab.uri('a', 'ssh', '/system', { port: a.tlsPort, user: 'root' }))
    await show('no driver', lab.uri('a', 'tcp', '/system', { hypervisor: 'bhyve' }))
    for (const kind of [
      'expired',
      'early',
      'wrong-name',
      'foreign',
      'weak',
      'wrong-use',
    ] as const) {
      await a.showCertificate(kind)
      await show(`tls ${kind}`, lab.uri('a', 'tls', '/system'))
    }
    await a.showCertificate('revoked')
    const pkipath = await lab.pki.client('good', { crl: true })
    await show('tls revoked', lab.uri('a', 'tls', '/system', { params: { pkipath } }))
    await a.showCertificate('good')
    for (const kind of ['none', 'expired', 'foreign', 'wrong-use', 'encrypted', 'weak'] as const) {
      const pkipath = await lab.pki.client(kind)
      await show(`own ${kind}`, lab.uri('a', 'tls', '/system', { params: { pkipath } }))
      await show(
        `own ${kind} unsane`,
        lab.uri('a', 'tls', '/system', { params: { pkipath, no_sanity: '1' } }),
      )
    }
    await show('no pki', lab.uri('a', 'tls', '/system', { params: { pkipath: '/nowhere' } }))
    await show(
      'priority',
      lab.uri('a', 'tls', '/system', { params: { tls_priority: 'NORMAL:-VERS-ALL:+VERS-SSL3.0' } }),
    )
    for (const user of [
      'stranger',
      'secretive',
      'questioned',
      'twofold',
      'jumper',
      'closed',
      'forced',
      'chatty',
      'single',
      'helperless',
      'tunnelled',
      'cornered',
      'nologin',
    ] as const)
      await show(`ssh ${user}`, lab.uri('a', 'ssh', '/system', { user }))
    await show('ssh nobody', lab.uri('a', 'ssh', '/system', { user: 'nobody-here' as 'root' }))
    await show(
      'ssh nokey',
      lab.uri('a', 'ssh', '/system', { user: 'keyed', params: { keyfile: '/nowhere' } }),
    )
    await show('session', lab.uri('a', 'ssh', '/session', { user: 'stranger' }))
    const known = path.join(lab.folder, 'empty')
    writeFileSync(known, '')
    await show(
      'unknown key',
      lab.uri('a', 'libssh2', '/system', { user: 'root', params: { known_hosts: known } }),
    )
    await a.changeHostKeys()
    await show('changed key', lab.uri('a', 'libssh2', '/system', { user: 'root' }))
    await show('changed key', lab.uri('a', 'ssh', '/system', { user: 'root' }))
    lab.trust()
    await a.freeze()
    for (const t of ['tcp', 'tls', 'ssh'] as const)
      await show('frozen', lab.uri('a', t, '/system', t.includes('ssh') ? { user: 'root' } : {}))
    await a.thaw()
    await a.stopDaemon()
    for (const t of ['tcp', 'tls', 'ssh'] as const)
      await show('stopped', lab.uri('a', t, '/system', t.includes('ssh') ? { user: 'root' } : {}))
    await show('stopped helperless', lab.uri('a', 'ssh', '/system', { user: 'helperless' }))
    await a.startDaemon()
    await a.kill9()
    await show('killed', lab.uri('a', 'ssh', '/system', { user: 'root' }))
    await a.startDaemon().catch(() => {})
    await a.stopSshd()
    await show('no sshd', lab.uri('a', 'ssh', '/system', { user: 'root' }))
    await a.down()
    await show('down', lab.uri('a', 'ssh', '/system', { user: 'root' }))
    await a.up()
    for (const t of ['tcp', 'tls', 'ssh'] as const)
      await show('sasl', lab.uri('sasl', t, '/system', t.includes('ssh') ? { user: 'root' } : {}))
    const asker = {
      hostKey: async () => 'once' as const,
      credentials: async ({ fields }: { fields: readonly unknown[] }) => fields.map(() => 'wrong'),
    }
    await show('sasl wrong', lab.uri('sasl', 'tls', '/system'), { asker })
    await show('sasl mech', lab.uri('sasl', 'tls', '/system', { params: { auth: 'sasl.PLAIN' } }), {
      asker,
    })
  }, 300_000)
})
