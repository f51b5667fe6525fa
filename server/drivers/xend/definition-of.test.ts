import { expect, test } from 'vitest'
import { withAutostart } from './autostart.ts'
import { withAddresses } from './card-address.ts'
import { pinnedAs } from './cpu-pins.ts'
import { definitionOf, withUnsaid } from './definition-of.ts'
import { domainSexpr } from './domain-sexpr.ts'
import { recorded } from './recorded.ts'
import { SentDefinitions } from './sent-definitions.ts'
import { listAt, readSexpr, valueAt, writeSexpr } from './sexpr.ts'

test('nothing of a run is in what is defined by it, and all else is', () => {
  const told = readSexpr(recorded.fullLater)
  const definition = definitionOf(told, 4)
  for (const key of ['domid', 'state', 'status', 'cpu_time']) {
    expect(valueAt(definition, key)).toBeNull()
  }
  expect(definition).toHaveLength(told.length - 4)
  expect(listAt(definition, 'cpus')).toEqual([[['0', '1'], ['2'], [], []]])
})

test('3.0.4 is told its list of CPUs as the text that it takes', () => {
  const told = readSexpr('(domain (name a) (cpus (1 3)))')
  expect(writeSexpr(definitionOf(told, 3))).toBe("(domain (name a) (cpus '1,3'))")
  expect(definitionOf(told, 4)).toEqual(told)
})

test('a definition keeps the words that no XML has, and not those that it has', () => {
  const before = readSexpr(
    '(domain (name a) (on_xend_start start) (cpu_weight 512) (on_crash destroy))',
  )
  const after = withUnsaid(readSexpr('(vm (name b) (on_crash restart))'), before)
  expect(writeSexpr(after)).toBe(
    '(vm (name b) (on_crash restart) (on_xend_start start) (cpu_weight 512))',
  )
  expect(writeSexpr(withAutostart(after, false))).toBe(
    '(vm (name b) (on_crash restart) (cpu_weight 512) (on_xend_start ignore))',
  )
})

test('a network card without an address gets one of Xen’s', () => {
  const random = (count: number) => Uint8Array.from({ length: count }, (_, at) => 0xf0 + at)
  const config = readSexpr('(vm (device (vif (bridge b))) (device (vif (mac 00:16:3e:00:00:01))))')
  expect(writeSexpr(withAddresses(config, random))).toBe(
    '(vm (device (vif (bridge b) (mac 00:16:3e:70:f1:f2))) (device (vif (mac 00:16:3e:00:00:01))))',
  )
})

const pinned = (...sets: string[]) => {
  const pins = sets.map((set, vcpu) => `<vcpupin vcpu='${vcpu}' cpuset='${set}'/>`)
  const xml = `<domain type='xen'><name>a</name><memory>1</memory><vcpu>${sets.length}</vcpu>
    <cputune>${pins.join('')}</cputune><os><type>linux</type></os></domain>`
  return domainSexpr(xml, 4)
}

test('CPUs for each virtual one go to xends that know that, and the same for all to any', () => {
  expect(listAt(pinnedAs(pinned('0-1', '2'), true), 'cpus')).toEqual([[['0', '1'], ['2']]])
  expect(listAt(pinnedAs(pinned('0-1', '0,1'), false), 'cpus')).toEqual(['0,1'])
  expect(() => pinnedAs(pinned('0-1', '2'), false)).toThrow(/for each virtual CPU/)
})

test('what was sent of a run holds for that run', () => {
  const sent = new SentDefinitions()
  const definition = ['vm']
  sent.put({ uuid: 'a', id: 4 }, definition)
  sent.put({ uuid: 'b', id: null }, definition)
  expect(sent.of({ uuid: 'a', id: 4 })).toBe(definition)
  expect(sent.of({ uuid: 'b', id: null })).toBeNull()
  expect(sent.of({ uuid: 'a', id: 5 })).toBeNull()
  expect(sent.of({ uuid: 'a', id: 4 })).toBeNull()
  sent.put({ uuid: 'a', id: 6 }, definition)
  sent.only(new Set(['c']))
  expect(sent.of({ uuid: 'a', id: 6 })).toBeNull()
})
