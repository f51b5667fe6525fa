/** virCPUMap: bit n of the bytes, counted from the lowest of the first, is the node's CPU n. */
export function cpuMapOf(cpus: readonly number[]): Uint8Array {
  const bytes = new Uint8Array((Math.max(...cpus, 0) >> 3) + 1)
  for (const cpu of cpus) bytes[cpu >> 3]! |= 1 << (cpu & 7)
  return bytes
}

/** The bytes a map of so many CPUs takes (VIR_CPU_MAPLEN). */
export const mapLength = (cpus: number): number => (cpus + 7) >> 3

/** The CPUs of a map, by number; those beyond `most` are left out. */
export function cpusOf(map: Uint8Array, most: number): number[] {
  const cpus: number[] = []
  const end = Math.min(most, map.length * 8)
  for (let cpu = 0; cpu < end; cpu++) if ((map[cpu >> 3]! >> (cpu & 7)) & 1) cpus.push(cpu)
  return cpus
}
