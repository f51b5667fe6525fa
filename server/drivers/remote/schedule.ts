import { Failure } from '../../../lib/failure.ts'
import type { DomainChanges, ScheduleParameter } from '../../../lib/libvirt/changes.ts'
import type { Domain } from '../../../lib/libvirt/domain.ts'
import type { Schedule } from '../../../lib/libvirt/vcpus.ts'
import type { RemoteClient } from '../../rpc/client.ts'
import { figure, type TypedParam } from '../../rpc/typed-param.ts'
import { plainLine } from '../plain.ts'
import { affecting, current } from './flags.ts'
import { type DomainRef, refOf } from './read-domain.ts'

export const readSchedule =
  (calls: RemoteClient, known: ReadonlyMap<string, Domain>, most: number) =>
  async (uuid: string): Promise<Schedule> => {
    const dom = refOf(uuid, known.get(uuid))
    const { type } = await calls.domainGetSchedulerType({ dom })
    const { params } = await askParameters(calls, { dom, nparams: most }, current)
    const parameters = params.flatMap((param) => {
      const value = figure(param)
      return value === null ? [] : [{ name: plainLine(param.field), value }]
    })
    return { type: plainLine(type), parameters }
  }

/** Sets numbers by name; of which type each is, the host is asked before, which of it tells `most`. */
export async function setSchedule(
  calls: RemoteClient,
  { dom, active }: { dom: DomainRef; active: boolean },
  { parameters, affects }: DomainChanges['setSchedule'],
  most: number,
): Promise<void> {
  // What is and what will be cannot be read by one call, and the types are those of either.
  const { params } = await affecting(affects === 'both' ? 'live' : affects, active, (flags) =>
    askParameters(calls, { dom, nparams: most }, flags),
  )
  const typed = parameters.map((one) => typedAs(params, one))
  await affecting(affects, active, (flags) =>
    calls.domainSetSchedulerParametersFlags({ dom, params: typed, flags }),
  )
}

/** libvirtd adds a flag of its own to the call that takes flags, which libvirt's test driver then refuses. */
const askParameters = (
  calls: RemoteClient,
  asked: { dom: DomainRef; nparams: number },
  flags: number,
) =>
  flags === current
    ? calls.domainGetSchedulerParameters(asked)
    : calls.domainGetSchedulerParametersFlags({ ...asked, flags })

/** What the integers of a type may be. */
const ranges = {
  int: [-(2 ** 31), 2 ** 31 - 1],
  uint: [0, 2 ** 32 - 1],
  llong: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  ullong: [0, Number.MAX_SAFE_INTEGER],
} as const

function typedAs(known: readonly TypedParam[], { name, value }: ScheduleParameter): TypedParam {
  const type = known.find(({ field }) => field === name)?.type ?? 'string'
  if (type === 'string') {
    throw new Failure('request.invalid', `The scheduler of this host has no number “${name}”.`)
  }
  if (type === 'double') return { field: name, type, value }
  if (type === 'boolean') return { field: name, type, value: value !== 0 }
  const [least, greatest] = ranges[type]
  if (!Number.isInteger(value) || value < least || value > greatest) {
    throw new Failure('request.invalid', `${value} does not fit “${name}”.`)
  }
  return { field: name, type, value }
}
