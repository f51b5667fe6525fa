import { figure, type TypedParam } from '../../rpc/typed-param.ts'
import type { DomainSample } from '../driver.ts'

/** Balloon figures in KiB, by libvirt's names (virDomainMemoryStat in qemu_driver.c). */
interface Balloon {
  current: number | null
  available: number | null
  unused: number | null
  usable: number | null
  rss: number | null
}

/**
 * What the guest says it uses, when its balloon driver says so; else what the host holds for it. That counts
 * the emulator's own memory too (rss), which is none of the guest's.
 */
function inUse({ current, available, unused, usable, rss }: Balloon): number | null {
  const free = usable ?? unused
  if (available !== null && free !== null && free <= available) return available - free
  return rss === null || current === null ? (rss ?? current) : Math.min(rss, current)
}

const plus = (sum: number | null, more: number | null) => (more === null ? sum : (sum ?? 0) + more)

/**
 * One domain's record of bulk statistics (docs/manpages/virsh.rst, domstats). Null for what is not in it:
 * a hypervisor gives few of these, and a busy domain fewer.
 */
export function sampleOf(uuid: string, params: readonly TypedParam[]): DomainSample {
  const sum = { vcpuTime: null, rx: null, tx: null, rd: null, wr: null } as Record<
    'vcpuTime' | 'rx' | 'tx' | 'rd' | 'wr',
    number | null
  >
  const one = new Map<string, number | null>()
  for (const param of params) {
    const { field } = param
    if (field.endsWith('.rx.bytes')) sum.rx = plus(sum.rx, figure(param))
    else if (field.endsWith('.tx.bytes')) sum.tx = plus(sum.tx, figure(param))
    else if (field.endsWith('.rd.bytes')) sum.rd = plus(sum.rd, figure(param))
    else if (field.endsWith('.wr.bytes')) sum.wr = plus(sum.wr, figure(param))
    else if (field.startsWith('vcpu.') && field.endsWith('.time')) {
      sum.vcpuTime = plus(sum.vcpuTime, figure(param))
    } else one.set(field, figure(param))
  }
  const told = (field: string) => one.get(field) ?? null
  /** Without devices there is no traffic, which is a figure too. */
  const none = (count: string) => (told(count) === 0 ? 0 : null)
  return {
    uuid,
    cpuTime: told('cpu.time') ?? sum.vcpuTime,
    vcpus: told('vcpu.current') ?? 0,
    memory: inUse({
      current: told('balloon.current'),
      available: told('balloon.available'),
      unused: told('balloon.unused'),
      usable: told('balloon.usable'),
      rss: told('balloon.rss'),
    }),
    diskRead: sum.rd ?? none('block.count'),
    diskWrite: sum.wr ?? none('block.count'),
    netIn: sum.rx ?? none('net.count'),
    netOut: sum.tx ?? none('net.count'),
  }
}
