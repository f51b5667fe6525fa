import { Failure } from '../../../lib/failure.ts'
import type { DomainChange, HostChange } from '../../../lib/libvirt/changes.ts'
import type { Domain } from '../../../lib/libvirt/domain.ts'
import { isActive } from '../../../lib/libvirt/domain-state.ts'
import type { RemoteClient } from '../../rpc/client.ts'
import type { ChangeOps } from '../driver.ts'
import { ability, lacksCall } from './ability.ts'
import { hostActs } from './define.ts'
import { domainActs, type Subject } from './domain-acts.ts'
import type { ChangeLanes } from './lanes.ts'
import type { Quirks } from './quirks.ts'
import { refOf } from './read-domain.ts'

export interface ChangesDeps {
  calls: RemoteClient
  known: ReadonlyMap<string, Domain>
  lanes: ChangeLanes
  readOnly: boolean
  quirks: Quirks
  /** Whether the host can send a domain to another by itself. */
  migrates: boolean
  /** A domain was changed, and not every libvirt tells of it. */
  touched(uuid: string): void
}

/** Those that may take minutes. */
const long: ReadonlySet<string> = new Set<DomainChange | HostChange>([
  'save',
  'dump',
  'migrate',
  'create',
  'restore',
])

type Act = (...asked: never[]) => Promise<unknown>

/** All that may be done to a host's domains. A change is null from the moment the host has said that it lacks its call. */
export function changeOps(deps: ChangesDeps): ChangeOps {
  const { calls, quirks, migrates } = deps
  const { migrate, ...acts } = domainActs(calls, quirks)
  const ofDomain = Object.entries(acts).map(([name, act]) => [
    name,
    lackable(ofOne(deps, name, act)),
  ])
  const ofHost = Object.entries(hostActs(calls)).map(([name, act]) => {
    const making = async (asked: never) => {
      const uuid = await placed(deps, name, () => act(asked))
      if (uuid !== null) deps.touched(uuid)
      return uuid
    }
    return [name, lackable(making)]
  })
  const ops = {
    renameActive: false,
    // Known beforehand; "unsupported" may be what the other host says through this one.
    migrate: migrates ? ofOne(deps, 'migrate', migrate) : null,
  }
  return Object.defineProperties(ops, Object.fromEntries([...ofDomain, ...ofHost])) as ChangeOps
}

const ofOne =
  (deps: ChangesDeps, name: string, act: (subject: Subject, asked: never) => Promise<unknown>) =>
  async (uuid: string, asked: never): Promise<void> => {
    await placed(deps, name, () => {
      const known = deps.known.get(uuid)
      const active = known !== undefined && isActive(known.state)
      return act({ dom: refOf(uuid, known), active }, asked)
    })
    deps.touched(uuid)
  }

/** `work` in its turn. */
async function placed<T>(
  { readOnly, lanes }: ChangesDeps,
  name: string,
  work: () => Promise<T>,
): Promise<T> {
  if (readOnly) throw new Failure('host.read-only')
  return (long.has(name) ? lanes.long : lanes.quick)(work)
}

/** A property that is the act, until the host says that it lacks it. */
const lackable = (act: Act): PropertyDescriptor => ({
  enumerable: true,
  get: ability((asked): Act => {
    return (...args) => asked(act(...args))
  }, lacksCall),
})
