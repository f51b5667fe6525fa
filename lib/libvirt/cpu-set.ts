/** More CPUs than libvirt has places for in a mask of them (VIR_DOMAIN_CPUMASK_LEN). */
const most = 16_384

/**
 * CPUs written as libvirt writes them, `0-3,^2,9`, in order; null for text that is no such list. A `^` takes out
 * what came before it, so that nothing may be left.
 */
export function readCpuSet(text: string): number[] | null {
  const chosen = new Uint8Array(most)
  for (const part of text.split(',')) {
    const [whole, not, first, last = first] =
      /^\s*(\^)?(\d{1,5})(?:-(\d{1,5}))?\s*$/.exec(part) ?? []
    const [from, to] = [Number(first), Number(last)]
    if (whole === undefined || from > to || to >= most) return null
    if (not !== undefined && from !== to) return null
    chosen.fill(not === undefined ? 1 : 0, from, to + 1)
  }
  const cpus: number[] = []
  for (let cpu = chosen.indexOf(1); cpu !== -1; cpu = chosen.indexOf(1, cpu + 1)) cpus.push(cpu)
  return cpus
}

/** The same of numbers in order: `0-1,3,9`. */
export function writeCpuSet(cpus: readonly number[]): string {
  const ranges: [from: number, to: number][] = []
  for (const cpu of cpus) {
    const last = ranges.at(-1)
    if (last !== undefined && last[1] === cpu - 1) last[1] = cpu
    else ranges.push([cpu, cpu])
  }
  return ranges.map(([from, to]) => (from === to ? from : `${from}-${to}`)).join(',')
}
