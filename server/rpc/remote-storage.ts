import { listArgs, listMax, pool, string, volume } from './objects.ts'
import { change, guarded, remote } from './row.ts'
import { flag, list, u32, u64, uuid } from './xdr.ts'

/** Storage pools and their volumes. Sizes in bytes. */
export const storageRows = {
  connectListAllStoragePools: remote.procedure(281, listArgs, {
    pools: list(pool, listMax),
    ret: u32,
  }),
  connectGetStoragePoolCapabilities: remote.procedure(
    403,
    { flags: u32 },
    { capabilities: string },
  ),
  storagePoolLookupByName: remote.procedure(84, { name: string }, { pool }),
  storagePoolLookupByUuid: remote.procedure(85, { uuid }, { pool }),
  storagePoolLookupByVolume: remote.procedure(86, { vol: volume }, { pool }),
  storagePoolLookupByTargetPath: remote.procedure(391, { path: string }, { pool }),
  /** state: 0 inactive, 1 building, 2 running, 3 degraded, 4 inaccessible. */
  storagePoolGetInfo: remote.procedure(
    87,
    { pool },
    { state: u32, capacity: u64, allocation: u64, available: u64 },
  ),
  storagePoolGetXmlDesc: remote.procedure(88, { pool, flags: u32 }, { xml: string }),
  storagePoolGetAutostart: remote.procedure(89, { pool }, { autostart: flag }),
  storagePoolIsActive: remote.procedure(154, { pool }, { active: flag }),
  storagePoolIsPersistent: remote.procedure(155, { pool }, { persistent: flag }),
  storagePoolSetAutostart: remote.procedure(90, { pool, autostart: flag }, {}, change),
  storagePoolDefineXml: remote.procedure(77, { xml: string, flags: u32 }, { pool }, change),
  storagePoolCreate: remote.procedure(78, { pool, flags: u32 }, {}, { ...change, long: true }),
  storagePoolBuild: remote.procedure(79, { pool, flags: u32 }, {}, { ...change, long: true }),
  storagePoolDestroy: remote.procedure(80, { pool }, {}, change),
  storagePoolUndefine: remote.procedure(82, { pool }, {}, change),
  storagePoolRefresh: remote.procedure(83, { pool, flags: u32 }, {}, { ...change, long: true }),

  storagePoolListAllVolumes: remote.procedure(
    282,
    { pool, ...listArgs },
    { vols: list(volume, listMax), ret: u32 },
  ),
  storageVolLookupByName: remote.procedure(95, { pool, name: string }, { vol: volume }),
  storageVolLookupByKey: remote.procedure(96, { key: string }, { vol: volume }),
  storageVolLookupByPath: remote.procedure(97, { path: string }, { vol: volume }),
  /** type: 0 file, 1 block, 2 dir, 3 network, 4 netdir, 5 ploop. */
  storageVolGetInfo: remote.procedure(
    98,
    { vol: volume },
    { type: u32, capacity: u64, allocation: u64 },
  ),
  storageVolGetXmlDesc: remote.procedure(99, { vol: volume, flags: u32 }, { xml: string }),
  storageVolGetPath: remote.procedure(100, { vol: volume }, { name: string }),
  storageVolCreateXml: remote.procedure(
    93,
    { pool, xml: string, flags: u32 },
    { vol: volume },
    { ...change, long: true },
  ),
  storageVolDelete: remote.procedure(
    94,
    { vol: volume, flags: u32 },
    {},
    { ...change, long: true },
  ),
  /** flags 1: sparse, holes travel as themselves. length 0 is "to the end". */
  storageVolDownload: remote.procedure(
    209,
    { vol: volume, offset: u64, length: u64, flags: u32 },
    {},
    { ...guarded, stream: 'down' },
  ),
  storageVolUpload: remote.procedure(
    208,
    { vol: volume, offset: u64, length: u64, flags: u32 },
    {},
    { ...change, stream: 'up' },
  ),
}
