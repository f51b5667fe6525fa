import { Failure } from '../../../lib/failure.ts'
import type { DomainChanges } from '../../../lib/libvirt/changes.ts'
import { type Random, withAddress } from './card-address.ts'
import { diskNumber } from './device-number.ts'
import { deviceOf, isCdrom, targetOf, withDevice, withoutDevice } from './device-of.ts'
import { type DeviceHandle, deviceHandle, deviceSexpr } from './device-sexpr.ts'
import { imageOf } from './image.ts'
import { cannot, mayAffect } from './reach.ts'
import type { Sexpr } from './sexpr.ts'
import type { Shape } from './shape.ts'
import { stateOf } from './state-of.ts'
import { textAt } from './values.ts'
import type { Subject, XendDomains } from './xend-domains.ts'

/** A disc for a drive that is there already takes the place of the one in it. */
export async function attachDevice(
  domains: XendDomains,
  subject: Subject,
  { xml, affects }: DomainChanges['attachDevice'],
  random: Random,
): Promise<void> {
  mayAffect(subject.row, affects, { reach: 'both', can: domains.can })
  const told = await toldOf(domains, subject)
  const device = withAddress(deviceSexpr(xml, shapeOf(domains, told)), random)
  const there = deviceOf(told, handleOf(device))
  if (there !== null && !(isCdrom(there) && isCdrom(device))) throw taken(device)
  if (subject.row.id === null) {
    await domains.keep(withDevice(told, device, there), subject.row)
    return
  }
  notOfTheHost(device)
  const { calls } = domains
  if (there === null) await calls.deviceCreate(subject.name, device)
  else await calls.deviceConfigure(subject.name, { config: device, dev: numberOf(there) })
}

export async function detachDevice(
  domains: XendDomains,
  subject: Subject,
  { xml, affects }: DomainChanges['detachDevice'],
): Promise<void> {
  const { can, calls } = domains
  mayAffect(subject.row, affects, { reach: can.unplugsForGood ? 'both' : 'live', can })
  const told = await toldOf(domains, subject)
  const handle = deviceHandle(xml, shapeOf(domains, told))
  const device = deviceOf(told, handle)
  if (device === null) throw new Failure('object.missing', 'It has no such device.')
  if (subject.row.id === null) {
    await domains.keep(withoutDevice(told, device, handle), subject.row)
    return
  }
  notOfTheHost(device)
  const dev =
    handle.type === 'vif' ? await cardNumber(domains, subject, told, handle.mac) : numberOf(device)
  await calls.deviceDestroy(subject.name, { type: String(device[0]), dev })
}

/** What there is to add to or take from: what runs, or else the definition. */
const toldOf = (domains: XendDomains, subject: Subject): Promise<Sexpr> =>
  subject.row.id === null ? domains.kept(subject) : domains.told(subject)

const shapeOf = ({ host }: XendDomains, told: Sexpr): Shape => ({
  format: host.format,
  hvm: imageOf(told).hvm,
})

/** What a device to be added would be known by. */
function handleOf(device: readonly Sexpr[]): DeviceHandle {
  if (device[0] === 'pci') return { type: 'pci', config: device }
  if (device[0] === 'vif') {
    return { type: 'vif', mac: (textAt(device, 'mac') ?? '').toLowerCase() }
  }
  return { type: 'disk', target: targetOf(device) }
}

function taken(device: readonly Sexpr[]): Failure {
  const what = textAt(device, 'mac') ?? (targetOf(device) || 'of that place on the host')
  return new Failure('host.refused', `It has a device ${what} already.`)
}

function notOfTheHost([kind]: readonly Sexpr[]): void {
  if (kind === 'pci') {
    throw cannot('A device of the host comes and goes only while the machine is off.')
  }
}

/** xends take a disk's number, which the first of them want. */
const numberOf = (disk: Sexpr): string => String(diskNumber(targetOf(disk)) ?? targetOf(disk))

/** Told by the op `devices` alone: `((0 ((backend …) (mac 00:16:3e:00:00:01) …)) …)`. */
async function cardNumber(
  { calls, host }: XendDomains,
  { row, name }: Subject,
  told: Sexpr,
  mac: string,
): Promise<string> {
  if (host.format === 3 && stateOf(told, row.id).state === 'paused') {
    // getDeviceSxprs of 3.0.4 counts the cards of one that does not run, whatever their numbers are
    throw cannot('This xend takes no network card from a paused machine.')
  }
  const cards = await calls.devices(name, 'vif')
  const card = cards.find(
    (one) => typeof one !== 'string' && textAt(one[1] ?? [], 'mac')?.toLowerCase() === mac,
  )
  const number = card?.[0]
  if (typeof number !== 'string') throw new Failure('object.missing', 'It has no such device.')
  return number
}
