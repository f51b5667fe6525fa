import { expect, test } from 'vitest'
import { readXml } from './read.ts'
import { readResources } from './resources.ts'

const read = (inside: string) => readResources(readXml(`<domain>${inside}</domain>`).root)

test('vCPUs and memory are read, what is now beside the most there may be', () => {
  expect(
    read(`<memory unit='KiB'>8388608</memory><currentMemory unit='KiB'>2097152</currentMemory>
      <vcpu placement='static' current='1'>4</vcpu>
      <cpu mode='custom'><model fallback='forbid'>Nehalem</model><topology sockets='1' dies='1' cores='2' threads='2'/></cpu>`),
  ).toEqual({
    vcpus: 1,
    maxVcpus: 4,
    memory: 2_097_152,
    maxMemory: 8_388_608,
    cpu: 'Nehalem',
    topology: { sockets: 1, cores: 2, threads: 2 },
  })
})

test('what is not said apart is as the most', () => {
  expect(read("<memory>1024</memory><vcpu>2</vcpu><cpu mode='host-passthrough'/>")).toMatchObject({
    vcpus: 2,
    maxVcpus: 2,
    memory: 1024,
    maxMemory: 1024,
    cpu: 'host-passthrough',
    topology: null,
  })
})

test('what is missing or no number is unknown', () => {
  expect(read("<memory unit='GiB'>1</memory><vcpu>many</vcpu>")).toEqual({
    vcpus: null,
    maxVcpus: null,
    memory: null,
    maxMemory: null,
    cpu: null,
    topology: null,
  })
})
