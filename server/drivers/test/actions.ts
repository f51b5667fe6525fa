import type { DomainAction } from '../../../lib/libvirt/domain-state.ts'
import { begin, needsActive, stay, stop, willing } from './life.ts'
import { refusal } from './refusal.ts'
import type { World, WorldDomain } from './world.ts'

type Act = (world: World, domain: WorldDomain) => void

/** The eight actions as libvirt 9.0's test driver does them (src/test/test_driver.c): same states, reasons, events. */
const acts: Record<DomainAction, Act> = {
  start(world, domain) {
    const { name, state } = domain.row
    if (state !== 'shutoff') throw refusal('internal', `Domain '${name}' is already running`)
    begin(world, domain, 'booted')
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
    const { behaviour, definition } = domain
    if (behaviour.shutdown > 0) leave(world, domain)
    else finish(world, domain, definition.onPoweroff)
  },

  reboot(world, domain) {
    needsActive(domain)
    stay(domain)
    finish(world, domain, domain.definition.onReboot)
  },

  reset(_, domain) {
    needsActive(domain)
  },

  destroy(world, domain) {
    needsActive(domain)
    stop(world, domain, 'destroyed')
  },

  managedSave(world, domain) {
    needsActive(domain)
    if (!domain.row.persistent) {
      throw refusal('invalid', 'cannot do managed save for transient domain')
    }
    stop(world, domain, 'saved', { managedSave: true })
  },
}

/** Does it, or throws Failure: there is no such domain, its state does not allow it, or it was told to refuse. */
export const act = (world: World, uuid: string, action: DomainAction): void =>
  acts[action](world, willing(world, uuid, action))

const notRunning = (name: string) => refusal('internal', `domain '${name}' not running`)

/** testDomainActionSetState: what is not a restart ends, and a restart is not told of by any event. */
function finish(world: World, domain: WorldDomain, action: string): void {
  if (action === 'restart' || action === 'rename-restart') {
    world.change(domain, { state: 'running', reason: 'booted' })
  } else {
    stop(world, domain, 'shutdown', { detail: 'shut down' })
  }
}

/** The guest takes its time; libvirt's own test driver knows no such guests. */
function leave(world: World, domain: WorldDomain): void {
  const leaving = new AbortController()
  domain.leaving = leaving
  const { behaviour, definition } = domain
  world.change(domain, { state: 'shutdown', reason: 'user' })
  void world.clock.sleep(behaviour.shutdown, leaving.signal).then(() => {
    if (leaving.signal.aborted) return
    domain.leaving = null
    finish(world, domain, definition.onPoweroff)
  })
}
