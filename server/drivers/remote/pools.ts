import type { RemoteClient } from '../../rpc/client.ts'
import type { Pool, PoolOps, Volume } from '../driver.ts'
import { plainLine } from '../plain.ts'
import type { Asked } from './ability.ts'
import { inWindow } from './calls.ts'
import { failedWith } from './failures.ts'
import { kept } from './networks.ts'

/** virStorageVolType. */
const volumeTypes = ['file', 'block', 'dir', 'network', 'netdir', 'ploop']

export const poolOps = (calls: RemoteClient, asked: Asked): PoolOps => ({
  async list() {
    const listed = async (flags: number) =>
      (await asked(calls.connectListAllStoragePools({ needResults: true, flags }))).pools
    const uuids = async (flags: number) => new Set((await listed(flags)).map(({ uuid }) => uuid))
    const [pools, active, persistent, autostart] = await Promise.all([
      listed(kept.all),
      uuids(kept.active),
      uuids(kept.persistent),
      uuids(kept.autostart),
    ])
    const rows = await inWindow(pools, (pool) =>
      stillThere<Pool>(async () => {
        const { capacity, allocation, available } = await calls.storagePoolGetInfo({ pool })
        return {
          name: plainLine(pool.name),
          uuid: pool.uuid,
          active: active.has(pool.uuid),
          persistent: persistent.has(pool.uuid),
          autostart: autostart.has(pool.uuid),
          capacity,
          allocation,
          available,
        }
      }),
    )
    return rows.filter((row) => row !== null)
  },
  async xml(name) {
    const { pool } = await calls.storagePoolLookupByName({ name })
    return (await calls.storagePoolGetXmlDesc({ pool, flags: 0 })).xml
  },
  async volumes(name) {
    const { pool } = await calls.storagePoolLookupByName({ name })
    const args = { pool, needResults: true, flags: 0 }
    const { vols } = await calls.storagePoolListAllVolumes(args)
    const rows = await inWindow(vols, (vol) =>
      stillThere<Volume>(async () => {
        const [{ type, capacity, allocation }, path] = await Promise.all([
          calls.storageVolGetInfo({ vol }),
          calls.storageVolGetPath({ vol }),
        ])
        return {
          name: plainLine(vol.name),
          key: plainLine(vol.key),
          path: plainLine(path.name),
          type: volumeTypes[type] ?? `type ${type}`,
          capacity,
          allocation,
        }
      }),
    )
    return rows.filter((row) => row !== null)
  },
})

/** Null for what has gone since it was listed. */
async function stillThere<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read()
  } catch (cause) {
    if (failedWith(cause, 'object.missing')) return null
    throw cause
  }
}
