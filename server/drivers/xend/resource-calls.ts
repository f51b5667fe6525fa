import { valueOfAnswer } from './answers.ts'
import { type Asking, domainPlace } from './asking.ts'
import { notXend } from './http-answer.ts'
import type { Fields } from './http-request.ts'

type Until = AbortSignal | undefined

/** weight 1 to 65535; cap in percent of one CPU, 0 for none. */
export interface CreditSchedule {
  weight: number
  cap: number
}

/** How much of the host one domain has. */
export function resourceCalls({ post }: Asking) {
  const set = async (name: string, op: string, fields: Fields, signal: Until) => {
    await post(domainPlace(name), op, fields, { signal })
  }
  return {
    /** What the guest is to shrink or grow to, in MiB. */
    memTargetSet: (name: string, target: number, signal?: Until) =>
      set(name, 'mem_target_set', { target }, signal),
    /** In MiB. */
    maxmemSet: (name: string, memory: number, signal?: Until) =>
      set(name, 'maxmem_set', { memory }, signal),
    setVcpus: (name: string, vcpus: number, signal?: Until) =>
      set(name, 'set_vcpus', { vcpus }, signal),
    /** Up to xend 3.3 it pins to all CPUs whatever it is told, and says nothing about it. */
    pincpu: (name: string, { vcpu, cpus }: Pin, signal?: Until) =>
      set(name, 'pincpu', { vcpu, cpumap: cpus.join(',') }, signal),
    /** From xend 3.0.3 on, where the credit scheduler rules. */
    schedCreditGet: async (name: string, signal?: Until): Promise<CreditSchedule> => {
      const answer = await post(domainPlace(name), 'domain_sched_credit_get', {}, { signal })
      return readCredit(String(valueOfAnswer(answer)))
    },
    /** Up to xend 3.1 the cap stays as it was: it does not read that field (op_domain_sched_credit_set of SrvDomain.py). */
    schedCreditSet: (name: string, { weight, cap }: CreditSchedule, signal?: Until) =>
      set(name, 'domain_sched_credit_set', { weight, cap }, signal),
  }
}

export interface Pin {
  vcpu: number
  cpus: readonly number[]
}

/** Python's own print of a dictionary: {'cap': 0, 'weight': 256}. */
function readCredit(said: string): CreditSchedule {
  const weight = /'weight': (\d{1,9})/.exec(said)?.[1]
  const cap = /'cap': (\d{1,9})/.exec(said)?.[1]
  if (weight === undefined || cap === undefined)
    throw notXend('Its scheduler has no weight or cap.')
  return { weight: Number(weight), cap: Number(cap) }
}
