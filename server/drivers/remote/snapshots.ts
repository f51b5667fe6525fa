import { child, childText } from '../../../lib/xml/element.ts'
import { readXml } from '../../../lib/xml/read.ts'
import type { RemoteClient } from '../../rpc/client.ts'
import type { Snapshot, SnapshotOps } from '../driver.ts'
import { plainLine, plainOrNull } from '../plain.ts'
import type { Asked } from './ability.ts'
import { inWindow } from './calls.ts'
import { failedWith } from './failures.ts'
import { refOf } from './read-domain.ts'

export const snapshotOps = (calls: RemoteClient, asked: Asked): SnapshotOps => ({
  async list(domain) {
    const dom = refOf(domain)
    const [{ snapshots }, current] = await Promise.all([
      asked(calls.domainListAllSnapshots({ dom, needResults: true, flags: 0 })),
      orMissing(async () => (await calls.domainSnapshotCurrent({ dom, flags: 0 })).snap.name),
    ])
    const rows = await inWindow(snapshots, (snap) =>
      orMissing(async () => {
        const { xml } = await calls.domainSnapshotGetXmlDesc({ snap, flags: 0 })
        return snapshotOf(snap.name, xml, snap.name === current)
      }),
    )
    return rows.filter((row) => row !== null)
  },
  async xml(domain, name) {
    const dom = refOf(domain)
    const { snap } = await calls.domainSnapshotLookupByName({ dom, name, flags: 0 })
    return (await calls.domainSnapshotGetXmlDesc({ snap, flags: 0 })).xml
  },
})

function snapshotOf(name: string, xml: string, current: boolean): Snapshot {
  const { root } = readXml(xml)
  const parent = child(root, 'parent')
  const created = Number(childText(root, 'creationTime') ?? Number.NaN)
  return {
    name: plainLine(name),
    parent: parent === null ? null : plainOrNull(childText(parent, 'name')),
    current,
    createdAt: Number.isFinite(created) ? created : null,
    state: plainOrNull(childText(root, 'state')),
  }
}

/** Null for a snapshot that is not there: there may be no current one, and a listed one may have gone. */
async function orMissing<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read()
  } catch (cause) {
    if (failedWith(cause, 'object.missing')) return null
    throw cause
  }
}
