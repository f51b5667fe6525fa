import { expect, test } from 'vitest'
import { wayOf } from './way-of.ts'

const risks = (uri: string) => wayOf(uri)?.risks.map(({ code }) => code)

test('plain TCP stays unencrypted for as long as it is open', () => {
  expect(risks('qemu+tcp://host/system')).toEqual(['unencrypted'])
})

test('what is not checked stays unchecked', () => {
  expect(risks('qemu://host/system?no_verify=1')).toEqual(['unchecked'])
  expect(risks('qemu+libssh://host/system?known_hosts_verify=ignore')).toEqual(['unchecked'])
  expect(risks('qemu://host/system?no_verify=0')).toEqual([])
})

test('what matters only before opening is no lasting risk', () => {
  expect(risks('qemu+ssh://host/nowhere')).toEqual([])
})

test('a URI names its way; an alias, nothing and nonsense do not', () => {
  expect(wayOf('qemu://host/system')?.transport).toBe('tls')
  expect(wayOf('qemu:///system')?.transport).toBe('unix')
  expect(wayOf('test:///default')?.transport).toBeNull()
  expect(wayOf('pond')).toBeNull()
  expect(wayOf('')).toBeNull()
  expect(wayOf('qemu+pigeon://host/system')).toBeNull()
})
