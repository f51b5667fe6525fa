import { expect, test } from 'vitest'
import { asFailure } from '../../../lib/failure.ts'
import { whyNot } from '../../../lib/libvirt/domain-state.ts'
import { readCpuTime, readDomainRow } from './domain-row.ts'
import { recorded, recordedUuid } from './recorded.ts'
import { readSexpr } from './sexpr.ts'

const rowOf = (said: string) =>
  readDomainRow(readSexpr(`(domain (name a) (uuid ${recordedUuid}) ${said})`), 4)

test.each([
  ['r-----', 'running'],
  ['-b----', 'blocked'],
  ['--p---', 'paused'],
  ['rbp---', 'paused'],
  ['-----d', 'shutdown'],
  ['--p--d', 'shutdown'],
  ['----c-', 'crashed'],
  ['---sc-', 'crashed'],
  ['------', 'nostate'],
  ['r-?---', 'running'],
])('an active domain of state %s is %s', (state, expected) => {
  const { state: told, reason, id } = rowOf(`(domid 3) (state ${state})`)
  expect({ told, reason, id }).toEqual({ told: expected, reason: 'unknown', id: 3 })
})

test('one that has stopped and holds its memory can be forced off, and not started', () => {
  for (const said of ['(state ---s--) (status 0)', '(status 0)']) {
    const row = rowOf(`(domid 3) ${said}`)
    expect(row.state).toBe('shutdown')
    expect(whyNot('destroy', row)).toBeNull()
    expect(whyNot('start', row)).not.toBeNull()
  }
})

test('one without an id is shut off, whatever it still says of its last life', () => {
  const stale = rowOf('(state r-----) (cpu_time 12) (online_vcpus 4) (vcpus 2) (status 0)')
  const { id, state, persistent, managedSave, vcpus } = stale
  expect({ id, state, persistent, managedSave, vcpus }).toEqual({
    id: null,
    state: 'shutoff',
    persistent: true,
    managedSave: false,
    vcpus: 2,
  })
  expect(rowOf("(domid 'None')").id).toBeNull()
  expect(rowOf('(status 3)')).toMatchObject({ reason: 'saved', managedSave: true })
  expect(readCpuTime(readSexpr(recorded.halted))).toBeNull()
  expect(readCpuTime(readSexpr(recorded.hostDomain))).toBe(137_189_121_425)
})

test.each([
  ['(memory 128) (maxmem 256)', 131_072, 262_144],
  ['(memory 300) (maxmem 256)', 262_144, 262_144],
  ['(memory 512) (maxmem 4194303)', 524_288, 524_288],
  ["(memory 512) (maxmem '17179869183')", 524_288, 524_288],
  ['(memory 512.5)', 524_800, 524_800],
  ['(maxmem 64)', 65_536, 65_536],
  ['', 0, 0],
  ['(memory -1) (maxmem 1e400)', 0, 0],
])('%s is %i of %i KiB', (said, memory, maxMemory) => {
  expect(rowOf(said)).toMatchObject({ memory, maxMemory })
})

test.each([
  ['(vcpus 4) (vcpu_avail 3)', 2],
  ['(vcpus 4) (vcpu_avail 0)', 4],
  ['(vcpus 2) (vcpu_avail 255)', 2],
  ["(vcpus 4) (vcpu_avail '18446744073709551615')", 4],
  ['(vcpus many)', 1],
  ['(vcpus 0)', 1],
])('%s is %i virtual CPUs', (said, vcpus) => expect(rowOf(said).vcpus).toBe(vcpus))

test('a whole row, with what its XML says', () => {
  expect(readDomainRow(readSexpr(recorded.halted), 3)).toEqual({
    name: 'db',
    uuid: recordedUuid,
    id: null,
    state: 'shutoff',
    reason: 'unknown',
    managedSave: false,
    persistent: true,
    autostart: true,
    vcpus: 1,
    memory: 131_072,
    maxMemory: 131_072,
    details: {
      title: null,
      description: null,
      osType: 'linux',
      arch: null,
      machine: null,
      system: null,
      firmware: null,
      graphics: ['vnc'],
      disks: [{ target: 'xvda', source: '/images/db.img' }],
      interfaces: [{ mac: '00:16:3e:00:00:01', source: 'xenbr0', model: null, target: null }],
      addresses: [],
    },
  })
  const later = readDomainRow(readSexpr(recorded.fullLater), 4)
  expect(later).toMatchObject({ uuid: recordedUuid, id: 12, persistent: false, vcpus: 2 })
})

test.each(['(domain (name a))', '(domain (uuid 1-2))', '(domain)', '()', 'domain'])(
  '%s is no domain',
  (said) => {
    const read = () => readDomainRow(readSexpr(said), 4)
    let code: string | null = null
    try {
      read()
    } catch (cause) {
      ;({ code } = asFailure(cause))
    }
    expect(code).toBe('host.not-xend')
  },
)
