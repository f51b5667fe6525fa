import { attribute, children, childText, type XmlElement } from '../../../lib/xml/element.ts'
import { valueAt } from '../../../lib/xml/fields.ts'
import { printXml } from '../../../lib/xml/print.ts'
import type { Pool, Volume } from '../driver.ts'
import type { Named, WorldContent } from './content.ts'
import { readUuid, requiredType } from './read-objects.ts'
import { fault } from './refusal.ts'
import { sizeOf } from './sizes.ts'
import { poolXml, volumeXml } from './storage-xml.ts'

const poolTypes = [
  'dir',
  'fs',
  'netfs',
  'logical',
  'disk',
  'iscsi',
  'iscsi-direct',
  'scsi',
  'mpath',
  'rbd',
  'sheepdog',
  'gluster',
  'zfs',
  'vstorage',
]

/** Pools whose volumes are devices, and those whose volumes are on the network (virStoragePoolTypeInfo). */
const volumeTypes: Record<string, Volume['type']> = {
  logical: 'block',
  disk: 'block',
  iscsi: 'block',
  scsi: 'block',
  mpath: 'block',
  zfs: 'block',
  rbd: 'network',
  sheepdog: 'network',
  gluster: 'network',
  'iscsi-direct': 'network',
}

const needsTarget = ['dir', 'fs', 'netfs', 'logical', 'disk', 'iscsi', 'scsi', 'mpath', 'vstorage']

/** Whatever a file says of it: 100 GiB (testStoragePoolObjSetDefaults). */
const capacity = 100 * 1024 ** 3

/** A pool from a file is active. */
export function readPool(element: XmlElement, place: string): WorldContent['pools'][number] {
  const type = requiredType(element, poolTypes)
  const name = childText(element, 'name') ?? valueAt(element, 'source/name')
  if (name === null) throw fault(null, 'missing name information')
  const target = valueAt(element, 'target/path')
  if (target === null && needsTarget.includes(type)) {
    throw fault('XML error', 'missing storage pool target path')
  }
  const uuid = readUuid(element, `${place} pool ${name}`)
  const volumes = children(element, 'volume').map((one) => readVolume(one, type, target ?? ''))
  const allocation = volumes.reduce((sum, { object }) => sum + object.allocation, 0)
  const figures = { uuid, capacity, allocation, available: Math.max(0, capacity - allocation) }
  const object: Pool = { name, active: true, persistent: true, autostart: false, ...figures }
  return {
    object,
    xml: printXml(poolXml(element, figures)),
    volumes: volumes.map((one) => one.object),
  }
}

function readVolume(element: XmlElement, poolType: string, target: string): Named<Volume> {
  const name = childText(element, 'name')
  if (name === null) throw fault('XML error', 'missing volume name element')
  const size = sizeOf(element, 'capacity', 'bytes')
  if (size === null) throw fault('XML error', 'missing capacity element')
  const path = valueAt(element, 'target/path') ?? `${target}/${name}`
  const figures = {
    type: attribute(element, 'type') ?? volumeTypes[poolType] ?? 'file',
    key: childText(element, 'key') ?? path,
    path,
    capacity: size,
    allocation: sizeOf(element, 'allocation', 'bytes') ?? size,
  }
  return { object: { name, ...figures }, xml: printXml(volumeXml(element, figures)) }
}
