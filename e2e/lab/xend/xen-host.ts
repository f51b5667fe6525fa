import { plugIn } from './devices.ts'
import {
  domainOf,
  type Power,
  type ShutdownReason,
  type XenDevice,
  type XenDomain,
} from './domain.ts'
import { checkName, type NewUuid, readConfig } from './domain-config.ts'
import { impliedDevices } from './implied-devices.ts'
import type { Personality } from './personality.ts'
import { InvalidDomain, XendError } from './python-value.ts'
import type { Parsed } from './sxp-parse.ts'

/** Epoch, in seconds. */
export type Now = () => number

/** The domains of one machine, and what may happen to them; xend's ops and a test's hand both end here. */
export class XenHost {
  readonly personality: Personality
  readonly now: Now
  readonly newUuid: NewUuid
  /** Domains in files of this host, by path. */
  readonly saved = new Map<string, XenDomain>()
  #domains: XenDomain[] = []
  #nextId = 0

  constructor(personality: Personality, now: Now, newUuid: NewUuid) {
    this.personality = personality
    this.now = now
    this.newUuid = newUuid
  }

  all(): readonly XenDomain[] {
    return this.#domains
  }

  /** By name of an active one, of an inactive one, by id, and last by UUID where there is that. */
  find(asked: string): XenDomain | null {
    const byName = this.#domains.filter(({ name }) => name === asked)
    const active = byName.find(({ id }) => id !== null)
    const found = active ?? byName[0] ?? this.#byId(asked)
    if (found !== undefined) return found
    if (!this.personality.managed) return null
    return this.#domains.find(({ uuid }) => uuid === asked) ?? null
  }

  need(asked: string): XenDomain {
    const found = this.find(asked)
    if (found === null) throw new InvalidDomain(asked)
    return found
  }

  /** Names are checked, and whether another one has them. */
  rename(domain: XenDomain, name: string): void {
    checkName(name, this.personality)
    this.#checkTaken(name, domain.uuid)
    domain.name = name
  }

  /** Builds a domain and leaves it paused. */
  create(given: Parsed): XenDomain {
    const config = readConfig(given, this.personality, this.newUuid)
    const other = this.find(config.name) ?? this.find(config.uuid)
    if (this.personality.version === '4.1' && other !== null && other.id !== null) {
      throw new XendError(`Domain '${config.name}' already exists with ID '${other.id}'`)
    }
    this.#checkTaken(config.name, config.uuid)
    const domain = domainOf(config)
    this.#build(domain)
    const before = this.#domains.find(({ uuid }) => uuid === config.uuid)
    domain.isManaged = before?.isManaged ?? false
    this.#put(domain)
    return domain
  }

  /** Defines a domain, or again one of the same name and UUID. */
  define(given: Parsed): void {
    const config = readConfig(given, this.personality, this.newUuid)
    this.#checkTaken(config.name, config.uuid)
    const before = this.#domains.find(({ uuid }) => uuid === config.uuid)
    if (before !== undefined && before.id !== null) {
      Object.assign(before, { next: config, isManaged: true })
      return
    }
    this.#put({ ...domainOf(config), isManaged: true })
  }

  /** Builds a defined one, and lets it run. */
  start(domain: XenDomain): void {
    this.#build(domain)
    this.run(domain)
  }

  delete(domain: XenDomain): void {
    this.#domains = this.#domains.filter((one) => one !== domain)
  }

  run(domain: XenDomain): void {
    domain.power = 'running'
    domain.isBlocked = domain.id !== 0
    domain.isNew = false
  }

  pause(domain: XenDomain): void {
    domain.power = 'paused'
    domain.isBlocked = false
    domain.isNew = false
  }

  /** Cuts its power; a defined one stays, inactive and with some of its numbers from then. */
  destroy(domain: XenDomain): void {
    if (domain.isHeld) {
      domain.isDying = true
      if (!this.personality.managed) domain.name = `Zombie-${domain.name}`
      return
    }
    domain.cpuTime = this.cpuTime(domain)
    const devices = [...domain.devices, ...domain.unplugged]
    Object.assign(domain, { id: null, power: 'halted', isBlocked: false, asked: null })
    Object.assign(domain, { devices, unplugged: [], ...domain.next, next: null })
    if (!domain.isManaged) this.delete(domain)
  }

  /** The guest itself has ended in this way, and what was wanted for that happens. */
  ended(domain: XenDomain, reason: ShutdownReason): void {
    domain.asked = null
    const wanted = {
      suspend: 'suspend',
      poweroff: domain.onPoweroff,
      halt: domain.onPoweroff,
      reboot: domain.onReboot,
      crash: domain.onCrash,
    }[reason]
    if (wanted === 'suspend') this.#rest(domain, 'suspended')
    else if (wanted === 'preserve') this.#rest(domain, reason === 'crash' ? 'crashed' : 'halted')
    else if (wanted === 'rename-restart') this.#renameRestart(domain)
    else {
      const restarts = wanted.endsWith('restart')
      // what was defined meanwhile gives way to the run that goes on
      if (restarts) domain.next = null
      this.destroy(domain)
      if (restarts && domain.id === null) {
        this.start(domain)
        this.#put(domain)
      }
    }
  }

  /** Written to a file and gone, or inactive. */
  save(domain: XenDomain, path: string): void {
    this.saved.set(path, { ...domain })
    this.destroy(domain)
  }

  /** Back from a file, and running. */
  restore(path: string): XenDomain {
    const from = this.saved.get(path)
    if (from === undefined) {
      throw new XendError(`can't read guest state file ${path}: No such file or directory`)
    }
    const { isManaged = false } = this.#domains.find(({ uuid }) => uuid === from.uuid) ?? {}
    const domain = { ...from, next: null, isManaged, isHeld: false }
    if (this.#domains.some(({ uuid, id }) => uuid === from.uuid && id !== null)) {
      throw new XendError('Restore failed')
    }
    this.start(domain)
    this.#put(domain)
    return domain
  }

  /** Seconds of processor; one that runs uses a fiftieth of it. */
  cpuTime(domain: XenDomain): number {
    const runs = domain.power === 'running' && domain.id !== null && domain.startedAt !== null
    return domain.cpuTime + (runs ? Math.max(this.now() - (domain.startedAt ?? 0), 0) / 50 : 0)
  }

  #byId(asked: string): XenDomain | undefined {
    return /^\d+$/.test(asked) ? this.#domains.find(({ id }) => id === Number(asked)) : undefined
  }

  #put(domain: XenDomain): void {
    this.#domains = [...this.#domains.filter(({ uuid }) => uuid !== domain.uuid), domain]
  }

  #build(domain: XenDomain): void {
    const id = this.#nextId
    this.#nextId += 1
    const devices: XenDevice[] = []
    const implied = impliedDevices({ ...domain, id }, this.personality, this.newUuid)
    for (const device of [...domain.devices, ...implied]) {
      devices.push({ ...device, id: plugIn(device, devices) })
    }
    const power: Power = 'paused'
    Object.assign(domain, {
      id,
      power,
      devices,
      isNew: true,
      isBlocked: false,
      isDying: false,
      startedAt: this.now(),
      cpuTime: 0,
      onlineVcpus: Math.min(onesIn(BigInt(domain.vcpuAvail)), domain.vcpus),
      builtVcpus: domain.vcpus,
      share: { weight: domain.weight, cap: domain.cap },
      storeMfn: 180_000 + id,
      consoleMfn: 180_100 + id,
    })
  }

  #rest(domain: XenDomain, power: Power): void {
    domain.cpuTime = this.cpuTime(domain)
    domain.power = power
    domain.isBlocked = false
  }

  #renameRestart(domain: XenDomain): void {
    const { name, uuid, isManaged } = domain
    const again = domainOf({ ...domain, devices: domain.devices.map((one) => ({ ...one })) })
    this.#rest(domain, 'halted')
    Object.assign(domain, { name: `${name}-1`, uuid: this.newUuid(), isManaged: false })
    this.start(again)
    this.#put({ ...again, name, uuid, isManaged })
  }

  #checkTaken(name: string, uuid: string): void {
    const other = this.find(name)
    if (other === null || other.uuid === uuid) return
    throw new XendError(
      this.personality.managed
        ? `VM name '${name}' already exists${other.id === null ? '' : ` as domain ${other.id}`}`
        : `VM name '${name}' already in use by domain ${other.id}`,
    )
  }
}

const onesIn = (mask: bigint): number => mask.toString(2).replaceAll('0', '').length
