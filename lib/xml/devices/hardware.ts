import { attribute, child, children, type XmlElement } from '../element.ts'
import { valueAt } from '../fields.ts'
import { sameDevice } from './same-device.ts'
import { deviceTables, placeOf } from './tables.ts'
import { titlesOf } from './titles.ts'

/** A device of a machine: as it is now, and as it will be after the next start. At least one of them is there. */
export interface HardwareDevice {
  /** Names it in an address, while the definition has it. */
  key: string
  title: string
  now: XmlElement | null
  later: XmlElement | null
  /** What the next start does to it. */
  change: 'added' | 'removed' | 'changed' | null
}

/** What tells one device from others of its kind; null where only its place does. */
const identity: Partial<Record<string, (device: XmlElement) => string | null>> = {
  disk: (device) => valueAt(device, 'target/@dev'),
  interface: (device) => valueAt(device, 'mac/@address')?.toLowerCase() ?? null,
  controller: (device) => {
    const { type, index } = deviceTables.controller.read(device)
    return type === null || index === null ? null : `${type}-${index}`
  },
  filesystem: (device) => valueAt(device, 'target/@dir'),
  channel: (device) => valueAt(device, 'target/@name'),
  graphics: (device) => attribute(device, 'type'),
}

const identityOf = (device: XmlElement) => identity[device.name]?.(device) ?? null

/** A machine has a hundred at most; what a host says beyond this is not looked at. */
export const mostDevices = 1000

/** The devices of a `<domain>`, as virt-manager orders them. */
export function devicesOf(domain: XmlElement | null): XmlElement[] {
  const devices = domain && child(domain, 'devices')
  if (devices === null) return []
  return children(devices)
    .filter(({ name, namespace }) => namespace === '' && name !== 'emulator')
    .slice(0, mostDevices)
    .sort((a, b) => placeOf(a.name) - placeOf(b.name) || 0)
}

type Pair = Pick<HardwareDevice, 'now' | 'later'>

/** Devices by what tells them apart, in their order. */
function byName(devices: readonly XmlElement[]): Map<string, XmlElement[]> {
  const named = new Map<string, XmlElement[]>()
  for (const device of devices) {
    const name = `${device.name} ${identityOf(device) ?? ''}`
    const alike = named.get(name)
    if (alike) alike.push(device)
    else named.set(name, [device])
  }
  return named
}

/** Of those that bear one name: first who stayed the same, then the rest in their order. */
function pairAlike(now: readonly XmlElement[], later: readonly XmlElement[]): Pair[] {
  const left = [...later]
  const stayed = new Map<XmlElement, XmlElement>()
  for (const device of now) {
    const at = left.slice(0, 32).findIndex((one) => sameDevice(device, one))
    if (at !== -1) stayed.set(device, left.splice(at, 1)[0]!)
  }
  const found = now.map((device) => {
    const match = stayed.get(device)
    return { now: device, later: match ?? null }
  })
  for (const pair of found) if (pair.later === null) pair.later = left.shift() ?? null
  return [...found, ...left.map((device) => ({ now: null, later: device }))]
}

function pairs(now: readonly XmlElement[], later: readonly XmlElement[]): Pair[] {
  const [before, after] = [byName(now), byName(later)]
  const names = new Set([...before.keys(), ...after.keys()])
  return [...names].flatMap((name) => pairAlike(before.get(name) ?? [], after.get(name) ?? []))
}

const changeOf = ({ now, later }: Pair): HardwareDevice['change'] => {
  if (now === null) return 'added'
  if (later === null) return 'removed'
  return sameDevice(now, later) ? null : 'changed'
}

function keysOf(devices: readonly XmlElement[]): string[] {
  const taken = new Map<string, number>()
  return devices.map((device) => {
    const name = identityOf(device)
    const key = name === null ? device.name : `${device.name}-${name}`
    const nth = (taken.get(key) ?? 0) + 1
    taken.set(key, nth)
    return name !== null && nth === 1 ? key : `${key}-${nth}`
  })
}

/**
 * The devices of a machine. `now`: its `<domain>` as it runs, `later`: as it will run; one of them alone where the
 * machine is off or transient, and then nothing changes.
 */
export function hardwareOf(now: XmlElement | null, later: XmlElement | null): HardwareDevice[] {
  const both = now !== null && later !== null
  const found: Pair[] = both
    ? pairs(devicesOf(now), devicesOf(later))
    : devicesOf(now ?? later).map((device) => ({ now: now && device, later: later && device }))
  const one = ({ now: a, later: b }: Pair): XmlElement => a ?? b!
  const listed = found.sort((a, b) => placeOf(one(a).name) - placeOf(one(b).name) || 0)
  const elements = listed.map(one)
  const titles = titlesOf(elements)
  const keys = keysOf(elements)
  return listed.map((pair, index) => ({
    ...pair,
    key: keys[index]!,
    title: titles[index]!,
    change: both ? changeOf(pair) : null,
  }))
}
