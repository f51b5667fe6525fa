import { Failure } from '../../../lib/failure.ts'
import type { DomainChange, HostChange } from '../../../lib/libvirt/changes.ts'
import type { Domain } from '../../../lib/libvirt/domain.ts'
import { isActive } from '../../../lib/libvirt/domain-state.ts'
import type { RemoteClient } from '../../rpc/client.ts'
import type { ChangeOps } from '../driver.ts'
import { ability, lacksCall } from './ability.ts'
import { hostActs } from './define.ts'
import { type DomainActs, domainActs } from './domain-acts.ts'
import type { ChangeLanes } from './lanes.ts'
import { refOf } from './read-domain.ts'

export interface ChangesDeps {
  calls: RemoteClient
  known: ReadonlyMap<string, Domain>
  lanes: ChangeLanes
  readOnly: boolean
  hypervisor: string
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

/** virConnectGetType of the driver that takes no "both" where it sets memory. */
const testDriver = 'TEST'

type Act = (...asked: never[]) => Promise<unknown>

/** All that may be done to a host's domains. A change is null from the moment the host has said that it lacks its call. */
export function changeOps(deps: ChangesDeps): ChangeOps {
  const { calls, migrates, hypervisor } = deps
  const ofDomain = Object.entries(domainActs(calls, hypervisor === testDriver)).map(
    ([name, act]) => [name, name === 'migrate' && !migrates ? null : ofOne(deps, name, act)],
  )
  const ofHost = Object.entries(hostActs(calls)).map(([name, act]) => [
    name,
    async (asked: never) => {
      const uuid = await placed(deps, name, () => act(asked))
      if (uuid !== null) deps.touched(uuid)
      return uuid
    },
  ])
  const ops = [...ofDomain, ...ofHost].map(([name, act]) => [name, lackable(act as Act | null)])
  return Object.defineProperties({ renameActive: false }, Object.fromEntries(ops)) as ChangeOps
}

const ofOne =
  (deps: ChangesDeps, name: string, act: DomainActs[DomainChange]) =>
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
function lackable(act: Act | null): PropertyDescriptor {
  if (act === null) return { enumerable: true, value: null }
  const get = ability(
    (asked): Act =>
      (...args) =>
        asked(act(...args)),
    lacksCall,
  )
  return { enumerable: true, get }
}
