import { problemOf } from '@/lib/client/request-failed.ts'
import type { ApiError } from '@/lib/contract/errors.ts'
import type { Affects } from '@/lib/libvirt/changes.ts'

/**
 * What a change ran into. Some hypervisors do a thing only to what runs, only to what is kept, or only to both: which,
 * shows when they are asked.
 */
export function problemOfSide(error: ApiError | null, offered: readonly Affects[]) {
  const problem = problemOf(error)
  if (problem === null || error?.code !== 'host.unsupported' || offered.length === 1) return problem
  return {
    ...problem,
    says: `${problem.says} Perhaps it can when it is to take effect at another time.`,
  }
}
