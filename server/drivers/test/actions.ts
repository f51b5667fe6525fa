import { Failure } from '../../../lib/failure.ts'
import type { DomainAction } from '../../../lib/libvirt/domain-state.ts'
import { refusal } from './refusal.ts'
import type { World, WorldDomain } from './world.ts'

type Act = (world: World, domain: WorldDomain) => void

/** The eight actions as libvirt 9.0's test driver does them (src/test/test_driver.c): same states, reasons, events. */
const acts: Record<DomainAction, Act> = {
  start(world, domain) {
    const { name, state } = domain.row
    if (state !== 'shutoff') throw refusal('internal', `Domain '${name}' is already running`)
    const id = world.nextId()
    world.change(domain, { id, state: 'running', reason: 'booted', managedSave: false })
    world.happened(domain, 'started', 'booted')
  },

  suspend(world, domain) {
    const { name, state } = domain.row
    if (state === 'shutoff' || state === 'paused') throw notRunning(name)
    stay(domain)
    world.change(domain, { state: 'paused', reason: 'user' })
    world.happened(domain, 'suspended', 'paused')
  },

  resume(world, domain) {
    const { name, state } = domain.row
    if (state !== 'paused') throw refusal('internal', `domain '${name}' not paused`)
    world.change(domain, { state: 'running', reason: 'unpaused' })
    world.happened(domain, 'resumed', 'unpaused')
  },

  shutdown(world, domain) {
    const { name, state } = domain.row
    if (state === 'shutoff') throw notRunning(name)
    if (domain.leaving !== null) return
    const { onPoweroff, behaviour } = domain.content
    if (behaviour.shutdown > 0) leave(world, domain)
    else finish(world, domain, onPoweroff)
  },

  reboot(world, domain) {
    needsActive(domain)
    stay(domain)
    finish(world, domain, domain.content.onReboot)
  },

  reset(_, domain) {
    needsActive(domain)
  },

  destroy(world, domain) {
    needsActive(domain)
    stop(world, domain, 'destroyed', 'destroyed')
  },

  managedSave(world, domain) {
    needsActive(domain)
    if (!domain.row.persistent) {
      throw refusal('invalid', 'cannot do managed save for transient domain')
    }
    stop(world, domain, 'saved', 'saved', true)
  },
}

/** Does it, or throws Failure: there is no such domain, its state does not allow it, or it was told to refuse. */
export function act(world: World, uuid: string, action: DomainAction): void {
  const domain = world.domain(uuid)
  const words = domain.content.behaviour.refuses.get(action)
  if (words !== undefined) throw new Failure('host.refused', words)
  acts[action](world, domain)
}

const notRunning = (name: string) => refusal('internal', `domain '${name}' not running`)

/** virDomainObjCheckActive: whatever its state, it has an id. */
function needsActive({ row }: WorldDomain): void {
  if (row.id === null) throw refusal('invalid', 'domain is not running')
}

/** testDomainActionSetState: what is not a restart ends, and a restart is not told of by any event. */
function finish(world: World, domain: WorldDomain, action: string): void {
  if (action === 'restart' || action === 'rename-restart') {
    world.change(domain, { state: 'running', reason: 'booted' })
  } else {
    stop(world, domain, 'shutdown', 'shut down')
  }
}

function stop(
  world: World,
  domain: WorldDomain,
  reason: string,
  detail: string,
  managedSave = false,
): void {
  stay(domain)
  if (domain.row.persistent) {
    world.change(domain, { id: null, state: 'shutoff', reason, managedSave })
  } else {
    world.remove(domain)
  }
  world.happened(domain, 'stopped', detail)
}

/** The guest takes its time; libvirt's own test driver knows no such guests. */
function leave(world: World, domain: WorldDomain): void {
  const leaving = new AbortController()
  domain.leaving = leaving
  const { behaviour, onPoweroff } = domain.content
  world.change(domain, { state: 'shutdown', reason: 'user' })
  void world.clock.sleep(behaviour.shutdown, leaving.signal).then(() => {
    if (leaving.signal.aborted) return
    domain.leaving = null
    finish(world, domain, onPoweroff)
  })
}

/** It does not go down by itself any more. */
function stay(domain: WorldDomain): void {
  domain.leaving?.abort()
  domain.leaving = null
}
