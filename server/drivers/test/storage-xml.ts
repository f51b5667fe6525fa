import type { Bytes } from '../../../lib/units.ts'
import { attribute, child, make, type XmlElement } from '../../../lib/xml/element.ts'
import { arrange } from './arrange.ts'

export interface PoolFigures {
  uuid: string
  capacity: Bytes
  allocation: Bytes
  available: Bytes
}

/** The format a pool's source has when its definition names none (src/conf/storage_conf.c); others have none to name. */
const sourceFormats: Record<string, string> = {
  logical: 'lvm2',
  disk: 'unknown',
  fs: 'auto',
  netfs: 'auto',
}

const bytes = (name: string, value: Bytes) => make(name, { unit: 'bytes' }, [String(value)])

/** A pool's definition as libvirt 9.0 writes it, with the figures of now. Its volumes are not part of it. */
export function poolXml(pool: XmlElement, figures: PoolFigures): XmlElement {
  const source = child(pool, 'source') ?? make('source')
  const format = sourceFormats[attribute(pool, 'type') ?? '']
  const named = format === undefined ? null : make('format', { type: format })
  return arrange(pool, {
    order: [
      'name',
      'uuid',
      'capacity',
      'allocation',
      'available',
      'features',
      'source',
      'target',
      '…',
    ],
    put: {
      uuid: make('uuid', {}, [figures.uuid]),
      capacity: bytes('capacity', figures.capacity),
      allocation: bytes('allocation', figures.allocation),
      available: bytes('available', figures.available),
      source: arrange(source, {
        order: ['host', 'device', 'dir', 'adapter', 'name', 'initiator', 'format', 'auth', '…'],
        put: { format: child(source, 'format') ?? named },
      }),
      volume: null,
    },
  })
}

export interface VolumeFigures {
  type: string
  key: string
  path: string
  capacity: Bytes
  allocation: Bytes
}

export function volumeXml(volume: XmlElement, figures: VolumeFigures): XmlElement {
  const target = child(volume, 'target') ?? make('target')
  return arrange(volume, {
    order: [
      'name',
      'key',
      'source',
      'capacity',
      'allocation',
      'physical',
      'target',
      'backingStore',
      '…',
    ],
    attributes: { type: attribute(volume, 'type') ?? 'file' },
    put: {
      key: make('key', {}, [figures.key]),
      capacity: bytes('capacity', figures.capacity),
      allocation: bytes('allocation', figures.allocation),
      target: arrange(target, {
        order: ['path', 'format', 'permissions', '…'],
        put: { path: make('path', {}, [figures.path]) },
      }),
    },
  })
}
