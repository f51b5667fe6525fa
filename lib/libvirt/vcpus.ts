import type { ScheduleParameter } from './changes.ts'

/** virVcpuState, in wire order. */
export const vcpuStates = ['offline', 'running', 'blocked'] as const

/** virVcpuInfo and virDomainGetVcpuPinInfo of one virtual CPU. */
export interface VcpuReport {
  vcpu: number
  state: (typeof vcpuStates)[number]
  /** The node's CPU that it runs on now, or null. */
  cpu: number | null
  /** Nanoseconds. */
  cpuTime: number | null
  /** The node's CPUs that it may run on. */
  cpus: number[]
}

/** By what the hypervisor shares out its CPUs: credit, posix, fair … and this domain's numbers of it. */
export interface Schedule {
  type: string
  parameters: ScheduleParameter[]
}
