import type { ConfigFormat } from './config-format.ts'
import { listAt, type Sexpr } from './sexpr.ts'

/** What is told of a run, or of the last one, and is no part of a definition. */
const ofRuns: readonly unknown[] = [
  ...['domid', 'state', 'status', 'shutdown_reason', 'online_vcpus'],
  ...['start_time', 'up_time', 'cpu_time', 'store_mfn', 'console_mfn'],
]

/**
 * A domain as xend told it, to be defined anew: there is no other way to change what is kept of it. From 3.1 to 3.3
 * xend does not tell which CPUs it may use, and what was so defined is pinned no more; libvirt's was no better.
 */
export function definitionOf(told: Sexpr, format: ConfigFormat): Sexpr {
  if (typeof told === 'string') return told
  return told
    .filter((one) => typeof one === 'string' || !ofRuns.includes(one[0]))
    .map((one) => (one[0] === 'cpus' && format === 3 ? ['cpus', cpusText(told)] : one))
}

/** 3.0.4 tells a list, and takes a text only. */
function cpusText(told: Sexpr): string {
  const [cpus = ''] = listAt(told, 'cpus')
  return typeof cpus === 'string' ? cpus : cpus.join(',')
}

/** With that value for a key, in place of any it had. */
export const withEntry = (definition: Sexpr, key: string, value: Sexpr): Sexpr =>
  typeof definition === 'string'
    ? definition
    : [...definition.filter((one) => typeof one === 'string' || one[0] !== key), [key, value]]

/** Words that no XML of a Xen domain has, and an edited one cannot mean to change. */
const unsaid = ['on_xend_start', 'on_xend_stop', 'cpu_weight', 'cpu_cap']

/** `edited`, with what an XML leaves out as it was before. */
export const withUnsaid = (edited: Sexpr, before: Sexpr): Sexpr =>
  unsaid.reduce((definition, key) => {
    const [value] = listAt(before, key)
    return value === undefined ? definition : withEntry(definition, key, value)
  }, edited)
