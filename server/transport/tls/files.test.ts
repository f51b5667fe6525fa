import { expect, test } from 'vitest'
import { tlsFiles } from './files.ts'

const home = { HOME: '/home/mika' }

test('root has the machine’s files alone', () => {
  const { ca, crl, identities } = tlsFiles(undefined, { uid: 0, env: home })
  expect(ca).toEqual(['/etc/pki/CA/cacert.pem'])
  expect(crl).toEqual(['/etc/pki/CA/cacrl.pem'])
  expect(identities[0]).toEqual([
    {
      cert: '/etc/pki/libvirt/clientcert.pem',
      key: '/etc/pki/libvirt/private/clientkey.pem',
      p12: '/etc/pki/libvirt/clientcert.p12',
    },
  ])
})

test('a user’s own files come first', () => {
  const { ca, identities } = tlsFiles(undefined, { uid: 1000, env: home })
  expect(ca).toEqual(['/home/mika/.pki/libvirt/cacert.pem', '/etc/pki/CA/cacert.pem'])
  expect(identities[4]?.map(({ key }) => key)).toEqual([
    '/home/mika/.pki/libvirt/clientkey3.pem',
    '/etc/pki/libvirt/private/clientkey3.pem',
  ])
})

test('pkipath is the only folder', () => {
  const { ca, crl, identities } = tlsFiles('/srv/pki', { uid: 1000, env: home })
  expect([...ca, ...crl]).toEqual(['/srv/pki/cacert.pem', '/srv/pki/cacrl.pem'])
  expect(identities[0]).toEqual([
    {
      cert: '/srv/pki/clientcert.pem',
      key: '/srv/pki/clientkey.pem',
      p12: '/srv/pki/clientcert.p12',
    },
  ])
})

test('a user without a home has the machine’s files', () => {
  expect(tlsFiles(undefined, { uid: 1000, env: {} }).ca).toEqual(['/etc/pki/CA/cacert.pem'])
})
