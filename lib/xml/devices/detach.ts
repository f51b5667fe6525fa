import type { Affects } from '../../libvirt/changes.ts'
import { child, type XmlElement } from '../element.ts'
import { writeNode } from '../write.ts'
import type { HardwareDevice } from './hardware.ts'

type Sides = Pick<HardwareDevice, 'now' | 'later'>

/** Where a device is that is to be taken away: what is not there yet, or gone already, leaves less to choose. */
export const removable = (
  { now, later }: Sides,
  offered: readonly [Affects, ...Affects[]],
): readonly [Affects, ...Affects[]] => {
  if (offered.length === 1) return offered
  return now === null ? ['config'] : later === null ? ['live'] : offered
}

const place = (device: XmlElement): string => {
  const found = child(device, 'address')
  return found === null ? '' : writeNode(found)
}

const withoutPlace = (device: XmlElement): XmlElement => ({
  ...device,
  children: device.children.filter((node) => node.kind !== 'element' || node.name !== 'address'),
})

/**
 * The XML by which a host finds a device to take away. One text has to fit both where it is removed from both: then it
 * is the definition's, which knows no aliases, and without a place on a bus where the two places differ.
 */
export function detachXml({ now, later }: Sides, affects: Affects): string {
  const [running, defined] = [now ?? later!, later ?? now!]
  if (affects === 'live') return writeNode(running)
  if (affects === 'config' || place(running) === place(defined)) return writeNode(defined)
  return writeNode(withoutPlace(defined))
}
