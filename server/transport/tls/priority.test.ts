import { createSecureContext } from 'node:tls'
import { expect, test } from 'vitest'
import { tlsPolicy } from './priority.ts'

test.each([null, 'NORMAL', 'normal', 'PERFORMANCE', 'SECURE128', '@SYSTEM', '@LIBVIRT,SYSTEM'])(
  '%s leaves OpenSSL as it is, with TLS 1.2 and 1.3',
  (priority) => {
    expect(tlsPolicy(priority)).toEqual({ minVersion: 'TLSv1.2', maxVersion: 'TLSv1.3' })
  },
)

test.each([
  ['NORMAL:-VERS-TLS1.3', 'TLSv1.2', 'TLSv1.2'],
  ['NORMAL:!VERS-TLS1.2', 'TLSv1.3', 'TLSv1.3'],
  ['NORMAL:-VERS-ALL:+VERS-TLS1.3', 'TLSv1.3', 'TLSv1.3'],
  ['NORMAL:-VERS-TLS1.0:-VERS-TLS1.1:-VERS-SSL3.0', 'TLSv1.2', 'TLSv1.3'],
  ['@SYSTEM:-VERS-TLS1.2', 'TLSv1.3', 'TLSv1.3'],
])('%s chooses versions', (priority, minVersion, maxVersion) => {
  expect(tlsPolicy(priority)).toMatchObject({ minVersion, maxVersion })
})

const ciphers = (priority: string) => tlsPolicy(priority).ciphers?.split(':') ?? []

test('a cipher that is taken away is in no suite', () => {
  const left = ciphers('NORMAL:-AES-128-CBC:-AES-128-GCM:-AES-128-CCM')
  expect(left).toContain('TLS_AES_256_GCM_SHA384')
  expect(left).toContain('ECDHE-RSA-AES256-GCM-SHA384')
  expect(left.filter((name) => /128(?!.*POLY)/.test(name))).toEqual([])
})

test('a strong beginning leaves long keys and large groups', () => {
  const policy = tlsPolicy('SECURE256')
  expect(policy.ecdhCurve).toBe('P-384:P-521')
  expect(ciphers('SECURE256').every((name) => /256|CHACHA20/.test(name))).toBe(true)
})

test('PFS leaves key exchanges that forget', () => {
  expect(ciphers('PFS').every((name) => /^(ECDHE|DHE|TLS_)/.test(name))).toBe(true)
})

test('a string may be put together from nothing', () => {
  const words =
    '+VERS-TLS1.2:+AES-128-GCM:+ECDHE-RSA:+AEAD:+GROUP-X25519:+SIGN-RSA-SHA256:+COMP-NULL'
  expect(tlsPolicy(`NONE:${words}`)).toEqual({
    minVersion: 'TLSv1.2',
    maxVersion: 'TLSv1.2',
    ciphers: 'TLS_AES_128_GCM_SHA256:ECDHE-RSA-AES128-GCM-SHA256',
    ecdhCurve: 'X25519',
    sigalgs: 'RSA+SHA256',
  })
})

test('a least strength becomes OpenSSL’s security level', () => {
  expect(tlsPolicy('NORMAL:%PROFILE_HIGH').ciphers).toBe('DEFAULT:@SECLEVEL=3')
  expect(tlsPolicy('PFS:%PROFILE_MEDIUM').ciphers).toMatch(/:@SECLEVEL=2$/)
})

test.each([
  'SECURE192',
  'SUITEB128',
  'SUITEB192',
  'PFS',
  'NORMAL:%PROFILE_ULTRA',
  'NORMAL:-CIPHER-ALL:+CHACHA20-POLY1305',
  'NORMAL:-KX-ALL:+DHE-RSA:+SHA256',
  'NORMAL:-CURVE-ALL:+CURVE-X448',
  'NORMAL:-SIGN-ALL:+SIGN-EdDSA-Ed25519:+SIGN-RSA-PSS-RSAE-SHA512',
  'NORMAL:-3DES-CBC:-ARCFOUR-128:-SIGN-RSA-SHA1:%COMPAT:%SERVER_PRECEDENCE',
])('OpenSSL takes what becomes of %s', (priority) => {
  expect(() => createSecureContext(tlsPolicy(priority))).not.toThrow()
})

test.each([
  ['LEGACY', 'LEGACY'],
  ['NORMAL:+VERS-TLS1.0', '+VERS-TLS1.0'],
  ['NORMAL:+ARCFOUR-128', '+ARCFOUR-128'],
  ['NORMAL:%UNSAFE_RENEGOTIATION', '%UNSAFE_RENEGOTIATION'],
  ['NORMAL:VERS-TLS1.3', 'VERS-TLS1.3'],
  ['NORMAL:-CONSTRUCTOR', '-CONSTRUCTOR'],
  ['CONSTRUCTOR', 'CONSTRUCTOR'],
  ['', ''],
  ['NORMAL::-VERS-TLS1.3', ''],
])('%s is refused and its word named', (priority, word) => {
  expect(() => tlsPolicy(priority)).toThrow(
    expect.objectContaining({
      trouble: 'tls-priority',
      detail: `tls_priority: “${word}” is no word that OpenSSL can follow here.`,
    }),
  )
})

test.each([
  'NONE',
  'NORMAL:-VERS-ALL',
  'NORMAL:-CIPHER-ALL',
  'NORMAL:-GROUP-ALL',
  'NORMAL:-SIGN-ALL',
])('%s leaves nothing to speak', (priority) => {
  expect(() => tlsPolicy(priority)).toThrow(/It leaves no/)
})
