import { BlockList } from 'node:net'
import { expect, test } from 'vitest'
import { addressFence, openFence } from './address-fence.ts'

function reach(...subnets: [string, number][]): BlockList {
  const list = new BlockList()
  for (const [net, bits] of subnets) list.addSubnet(net, bits, net.includes(':') ? 'ipv6' : 'ipv4')
  return list
}

const metadata = [
  '169.254.169.254',
  '::ffff:169.254.169.254',
  '::ffff:a9fe:a9fe',
  '0:0:0:0:0:ffff:169.254.169.254',
  '::a9fe:a9fe',
  '64:ff9b::a9fe:a9fe',
  '2002:a9fe:a9fe::1',
  'fd00:ec2::254',
  'FD00:EC2:0::254',
  'fd20:ce::254',
  '100.100.100.200',
  '192.0.0.192',
  '168.63.129.16',
]

test.each(metadata)('nobody dials %s, whatever the settings', (address) => {
  expect(openFence(address, address)).toContain('metadata')
  expect(addressFence(null)(address, address)).toContain('metadata')
  const everything = addressFence(reach(['0.0.0.0', 0], ['::', 0]))
  expect(everything(address, address)).toContain('metadata')
})

test.each(['169.254.1.1', '::ffff:169.254.1.1', 'fe80::1', 'febf::1', 'fe80::1%eth0'])(
  'the server does not dial %s',
  (address) => {
    expect(addressFence(null)(address, address)).toContain('link-local')
  },
)

test('who types at a terminal may dial link-local addresses', () => {
  expect(openFence('fe80::1%eth0', 'fe80::1%eth0')).toBeNull()
  expect(openFence('169.254.1.1', 'printer')).toBeNull()
})

test.each([
  '127.0.0.1',
  '::1',
  '::',
  '192.0.2.1',
  '2001:db8::1',
  '10.0.0.1',
  'fd00::2',
  '::ffff:192.0.2.1',
  '2002:c000:201::',
])('the server dials %s', (address) => {
  expect(addressFence(null)(address, address)).toBeNull()
})

test('a link-local address with its zone is dialled when an administrator lists it, and never by name', () => {
  const fence = addressFence(reach(['fe80::', 10]))
  expect(fence('fe80::1%eth0', 'fe80::1%eth0')).toBeNull()
  expect(fence('fe80::1', 'host.local')).toContain('link-local')
})

test('a listed IPv4 link-local network stays closed', () => {
  expect(addressFence(reach(['169.254.0.0', 16]))('169.254.1.1', '169.254.1.1')).not.toBeNull()
})

test('with networks listed everything else is out of reach, this machine too', () => {
  const fence = addressFence(reach(['10.0.0.0', 8], ['2001:db8::', 32]))
  expect(fence('10.1.2.3', 'h')).toBeNull()
  expect(fence('2001:db8::5', 'h')).toBeNull()
  expect(fence('127.0.0.1', 'h')).toContain('OIRASE_REACH')
  expect(fence('192.0.2.1', 'h')).toContain('OIRASE_REACH')
  expect(fence('2001:db9::5', 'h')).toContain('OIRASE_REACH')
})

test('an IPv4 address written as IPv6 is in reach when its network is', () => {
  const fence = addressFence(reach(['10.0.0.0', 8]))
  expect(fence('::ffff:10.0.0.1', 'h')).toBeNull()
  expect(fence('::ffff:11.0.0.1', 'h')).toContain('OIRASE_REACH')
})

test('this machine is in reach when it is listed', () => {
  const fence = addressFence(reach(['127.0.0.0', 8], ['::1', 128]))
  expect(fence('127.0.0.1', 'localhost')).toBeNull()
  expect(fence('::1', 'localhost')).toBeNull()
})
