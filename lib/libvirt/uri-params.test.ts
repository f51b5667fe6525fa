import { expect, test } from 'vitest'
import { drivers } from './drivers.ts'
import { transports } from './transports.ts'
import { paramRow, readFlag, remoteParamNames, remoteParamOf, viaParam } from './uri-params.ts'

// each compared with virsh -c qemu:///system?no_verify=…
test.each([
  ['0', false],
  ['1', true],
  ['-3', true],
  ['+1', true],
  [' 1', true],
  ['\t01', true],
  ['2147483647', true],
  ['-2147483648', true],
  ['2147483648', null],
  ['-2147483649', null],
  ['', null],
  ['yes', null],
  ['true', null],
  ['0x1', null],
  ['1 ', null],
  ['1.0', null],
  ['- 1', null],
])('the flag %j is %s', (text, value) => {
  expect(readFlag(text)).toBe(value)
})

test('libvirt’s parameters are known whatever their case, others are not', () => {
  expect(remoteParamOf('Known_Hosts_VERIFY')).toBe('known_hosts_verify')
  expect(remoteParamOf('foo')).toBeNull()
  expect(remoteParamOf('constructor')).toBeNull()
})

test.each([
  ...remoteParamNames.map((name) => [name, paramRow(name)] as const),
  ['via', viaParam] as const,
])('the row of %s explains itself', (_name, row) => {
  expect(row.help).toMatch(/^[A-Z].*\.$/)
  expect(row.fallback).not.toBe('')
  expect(row.transports.length).toBeGreaterThan(0)
  expect(row.choices !== null).toBe(row.kind === 'choice' || row.kind === 'list')
  if (['file', 'folder', 'program'].includes(row.kind)) expect(row.code).not.toBeNull()
})

test('the way of each transport reads well in a sentence', () => {
  for (const { help, phrase } of Object.values(transports)) {
    expect(help).toMatch(/^[A-Z].*\.$/)
    expect(phrase).toMatch(/^(over|through) /)
  }
})

test('drivers behind a daemon know theirs, and no others do', () => {
  for (const row of Object.values(drivers)) {
    expect(row.daemon !== null).toBe(row.where === 'daemon')
    expect(row.server !== null).toBe(row.where === 'client')
  }
})
