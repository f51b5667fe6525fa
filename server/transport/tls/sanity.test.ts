import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, test as everyTest, expect } from 'vitest'
import { readCertificates } from './certificate.ts'
import {
  authorityExtensions,
  type FakeAuthority,
  fakeAuthority,
  hasOpenssl,
  type Order,
} from './fake-authority.ts'
import { noneRevoked, readRevocations } from './revocations.ts'
import { checkOwn } from './sanity.ts'

const test = everyTest.skipIf(!hasOpenssl)
const folder = mkdtempSync(path.join(tmpdir(), 'oirase-sanity-'))
let authority: FakeAuthority
beforeAll(() => {
  authority = fakeAuthority(path.join(folder, 'ca'))
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const past = { from: '20200101000000Z', to: '20210101000000Z' }
const future = { from: '20900101000000Z', to: '20910101000000Z' }

interface Given {
  ca?: string
  client?: string | null
  crl?: string
}

/** What is wrong with these, in libvirt's words; null when nothing is. */
function complaint({ ca = authority.ca, client = null, crl }: Given): string | null {
  const material = { cert: '', key: '' }
  const chain = client === null ? [] : readCertificates(client)
  try {
    checkOwn(
      {
        caFile: '/d/ca',
        authorities: readCertificates(ca),
        identities: client === null ? [] : [{ file: '/d/cert', chain, material }],
        revoked: crl === undefined ? noneRevoked : readRevocations(crl),
      },
      Date.now(),
    )
    return null
  } catch (cause) {
    return (cause as Error).message
  }
}

const client = (order: Order) => authority.issue(order).cert
let made = 0
const otherCa = (order: Order) => {
  made += 1
  return fakeAuthority(path.join(folder, `ca${made}`), undefined, order)
}

test('nothing is wrong with good ones, or with no certificate of ours at all', () => {
  expect(complaint({ client: client({}) })).toBeNull()
  expect(complaint({})).toBeNull()
})

test.each<[string, Order, string | null]>([
  ['expired', past, 'The client certificate /d/cert has expired'],
  ['early', future, 'The client certificate /d/cert is not yet active'],
  [
    'an authority’s',
    { extensions: ['basicConstraints = CA:true'] },
    'The certificate /d/cert basic constraints show a CA, but we need one for a client',
  ],
  ['without constraints', { extensions: [] }, null],
  [
    'not for signing',
    { extensions: ['keyUsage = critical, keyEncipherment'] },
    'Certificate /d/cert usage does not permit digital signature',
  ],
  ['not for signing, but not critically so', { extensions: ['keyUsage = keyEncipherment'] }, null],
  [
    'a server’s',
    { extensions: ['extendedKeyUsage = critical, serverAuth'] },
    'Certificate /d/cert purpose does not allow use for with a TLS client',
  ],
  ['a server’s, but not critically so', { extensions: ['extendedKeyUsage = serverAuth'] }, null],
  ['for any purpose', { extensions: ['extendedKeyUsage = critical, anyExtendedKeyUsage'] }, null],
])('a client certificate that is %s', (_, order, said) => {
  expect(complaint({ client: client(order) })).toBe(said)
})

test.each<[string, Order, string | null]>([
  ['expired', past, 'The CA certificate /d/ca has expired'],
  ['early', future, 'The CA certificate /d/ca is not yet active'],
  [
    'an end’s',
    { extensions: ['basicConstraints = CA:false'] },
    'The certificate /d/ca basic constraints do not show a CA',
  ],
  [
    'without constraints',
    { extensions: [] },
    'The certificate /d/ca is missing basic constraints for a CA',
  ],
  [
    'not for certificates',
    { extensions: ['basicConstraints = CA:true', 'keyUsage = critical, cRLSign'] },
    'Certificate /d/ca usage does not permit certificate signing',
  ],
])('an authority’s certificate that is %s', (_, order, said) => {
  expect(complaint({ ca: otherCa(order).ca })).toBe(said)
})

const failed = 'Our own certificate /d/cert failed validation against /d/ca: '

test('a certificate of another authority', () => {
  const foreign = otherCa({ extensions: authorityExtensions })
  const said = `${failed}The certificate hasn't got a known issuer.`
  expect(complaint({ client: foreign.issue().cert })).toBe(said)
  expect(complaint({ client: foreign.issue().cert, ca: authority.ca + foreign.ca })).toBeNull()
})

test('one whose issuer lies beside it in the file', () => {
  const between = authority.issue({ names: ['Between'], extensions: authorityExtensions })
  const lower = fakeAuthority(path.join(folder, 'between'), between)
  const end = lower.issue().cert
  expect(complaint({ client: end + between.cert })).toBeNull()
  expect(complaint({ client: end })).toBe(`${failed}The certificate hasn't got a known issuer.`)
})

test('a revoked one', () => {
  const issued = authority.issue()
  authority.revoke(issued)
  const said = `${failed}The certificate has been revoked.`
  expect(complaint({ client: issued.cert, crl: authority.crl() })).toBe(said)
})

test('a certificate or a list that is cut or turned over anywhere is refused or read, and nothing else', () => {
  const lines = authority.crl().split('\n')
  const bytes = Buffer.from(lines.slice(1, -2).join(''), 'base64')
  const pem = (changed: Buffer) =>
    `-----BEGIN X509 CRL-----\n${changed.toString('base64')}\n-----END X509 CRL-----\n`
  for (let at = 0; at < bytes.length; at += 1) {
    const flipped = Buffer.from(bytes)
    flipped[at] = (flipped[at] ?? 0) ^ 0xff
    for (const changed of [bytes.subarray(0, at), flipped]) {
      try {
        readRevocations(pem(changed))
      } catch (cause) {
        expect(cause).toBeInstanceOf(RangeError)
      }
    }
  }
})
