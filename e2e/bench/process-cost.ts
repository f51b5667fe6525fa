import { readFileSync } from 'node:fs'
import type { Milliseconds } from '../../lib/units.ts'

/** USER_HZ: in what parts of a second Linux tells a process's time, on every architecture (proc(5), sysconf(3)). */
const ticksPerSecond = 100

/** Resident memory of a process, MB. */
export function residentOf(pid: number): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))!
  return (Number(kilobytes) * 1_024) / 1e6
}

/** User and system time of all its threads so far. */
function timeOf(pid: number): Milliseconds {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // its name, in brackets, may hold anything: fields are counted behind it, from the third
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return ((Number(fields[11]) + Number(fields[12])) / ticksPerSecond) * 1_000
}

/** How much of one core a process uses in the `span` from now on, in percent. */
export async function coreShare(pid: number, span: Milliseconds): Promise<number> {
  const [began, before] = [performance.now(), timeOf(pid)]
  await new Promise((resolve) => setTimeout(resolve, span))
  return ((timeOf(pid) - before) / (performance.now() - began)) * 100
}
