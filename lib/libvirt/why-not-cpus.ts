import { readCpuSet } from './cpu-set.ts'

/**
 * Why a written set of CPUs cannot be what a virtual CPU runs on, or null. `count`: the CPUs of the host, null when
 * unknown.
 */
export function whyNotCpus(text: string, count: number | null): string | null {
  if (text.trim() === '') return 'At least one CPU is needed.'
  const cpus = readCpuSet(text)
  if (cpus === null) return 'Numbers and ranges with commas between are needed: 0-3,5.'
  const last = cpus.at(-1)
  if (last === undefined) return 'No CPU is left of it.'
  if (count === null || last < count) return null
  return `The host has no CPU ${last}: its last is ${count - 1}.`
}
