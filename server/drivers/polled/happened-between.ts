import { isDeepStrictEqual } from 'node:util'
import type { Domain } from '../../../lib/libvirt/domain.ts'
import { isActive } from '../../../lib/libvirt/domain-state.ts'
import type { HostEvent, LifecycleEvent } from '../../../lib/libvirt/events.ts'

/** An event's name and its detail, which is empty where looking again and again cannot tell. */
export type Happened = readonly [event: LifecycleEvent, detail: string]

/**
 * What must have happened to a domain between two looks at it, in order; null: it was not there. `ending` is how it
 * was told to end since, if it was.
 */
export function happenedBetween(
  before: Domain | null,
  now: Domain | null,
  ending: string | null = null,
): HostEvent[] {
  const { name, uuid } = (now ?? before) as Domain
  return lifecycle(before, now, ending).map(([event, detail]) => ({
    ...{ object: 'domain', name: event === 'stopped' ? (before?.name ?? name) : name, uuid },
    ...{ event, detail },
  }))
}

function lifecycle(before: Domain | null, now: Domain | null, ending: string | null): Happened[] {
  const was = runOf(before)
  const is = runOf(now)
  const stopped: Happened = [
    'stopped',
    now?.state === 'shutoff' ? endOf(now, ending) : (ending ?? ''),
  ]
  return [
    // whether it is kept may only be learnt when it stops: that is no definition
    ...when(before === null && now?.persistent === true, ['defined', 'added']),
    ...definitionBetween(before, now),
    ...when(was !== null && was !== is, stopped),
    ...when(is !== null && was !== is, ['started', '']),
    ...stateBetween(was === is ? before : null, now),
    ...when(before?.persistent === true && now === null, ['undefined', 'removed']),
  ]
}

/** Which run of a domain it is: a restarted one has another id. */
const runOf = (domain: Domain | null): number | string | null =>
  domain === null || !isActive(domain.state) ? null : (domain.id ?? 'active')

const when = (so: boolean, happened: Happened): Happened[] => (so ? [happened] : [])

const endOf = ({ reason }: Domain, ending: string | null): string =>
  reason === 'crashed' ? 'crashed' : (ending ?? '')

function definitionBetween(before: Domain | null, now: Domain | null): Happened[] {
  if (before === null || now === null) return []
  if (before.name !== now.name) return [['defined', 'renamed']]
  const idle = !isActive(before.state) && !isActive(now.state)
  return when(idle && !isDeepStrictEqual(definition(before), definition(now)), [
    'defined',
    'updated',
  ])
}

const definition = ({ memory, maxMemory, vcpus, autostart, details }: Domain) => ({
  ...{ memory, maxMemory, vcpus, autostart, details },
})

/** `before` is null for a domain that has only just begun to run. */
function stateBetween(before: Domain | null, now: Domain | null): Happened[] {
  const was = before?.state ?? 'running'
  if (now === null || now.state === was) return []
  switch (now.state) {
    case 'paused':
      return [['suspended', 'paused']]
    case 'crashed':
      return [['crashed', 'panicked']]
    case 'shutdown':
      return [['shutdown', 'finished']]
    case 'running':
      return when(was === 'paused', ['resumed', 'unpaused'])
    default:
      return []
  }
}
