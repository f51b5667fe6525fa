import { expect, test } from 'vitest'
import { byConnectionName, connectionName, connectionVia } from './connection-name.ts'

test.each([
  ['qemu+ssh://root@kvm-a01/system', 'kvm-a01', 'qemu+ssh'],
  ['qemu+tls://[fd00::7]:16514/system?no_verify=1', 'fd00::7', 'qemu+tls'],
  ['http://attic.example:8000/', 'attic.example', 'http'],
  ['qemu:///session', 'This machine', 'qemu:///session'],
  ['test:///default', 'Built-in test host', 'test:///default'],
  ['test:///worlds/showcase.xml', 'showcase', 'test:///worlds/showcase.xml'],
  ['test+unix:///default?socket=/run/x', 'This machine', 'test+unix:///default'],
  ['xen:', 'This machine', 'xen:'],
])('%s is called %s, reached by %s', (uri, name, via) => {
  expect(connectionName({ uri, name: null })).toBe(name)
  expect(connectionVia({ uri })).toBe(via)
})

test('a person’s own word comes first', () => {
  expect(connectionName({ uri: 'test:///default', name: 'Playground' })).toBe('Playground')
})

test('names are in the order in which a person counts', () => {
  const hosts = ['kvm-10', 'kvm-2', 'Attic'].map((name) => ({ name, uri: 'qemu:///system' }))
  expect(hosts.sort(byConnectionName).map(({ name }) => name)).toEqual(['Attic', 'kvm-2', 'kvm-10'])
})
