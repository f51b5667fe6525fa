import { domain, listArgs, listMax, snapshot, string } from './objects.ts'
import { longChange, remote } from './row.ts'
import { flag, i32, list, u32 } from './xdr.ts'

/** Snapshots of a domain. */
export const snapshotRows = {
  domainListAllSnapshots: remote.procedure(
    274,
    { dom: domain, ...listArgs },
    { snapshots: list(snapshot, listMax), ret: i32 },
  ),
  domainSnapshotListAllChildren: remote.procedure(
    275,
    { snapshot, ...listArgs },
    { snapshots: list(snapshot, listMax), ret: i32 },
  ),
  domainSnapshotLookupByName: remote.procedure(
    189,
    { dom: domain, name: string, flags: u32 },
    { snap: snapshot },
  ),
  domainSnapshotGetXmlDesc: remote.procedure(186, { snap: snapshot, flags: u32 }, { xml: string }),
  domainSnapshotGetParent: remote.procedure(
    244,
    { snap: snapshot, flags: u32 },
    { snap: snapshot },
  ),
  domainSnapshotCurrent: remote.procedure(191, { dom: domain, flags: u32 }, { snap: snapshot }),
  domainHasCurrentSnapshot: remote.procedure(190, { dom: domain, flags: u32 }, { result: flag }),
  domainSnapshotIsCurrent: remote.procedure(271, { snap: snapshot, flags: u32 }, { current: flag }),
  domainSnapshotHasMetadata: remote.procedure(
    272,
    { snap: snapshot, flags: u32 },
    { metadata: flag },
  ),
  domainSnapshotCreateXml: remote.procedure(
    185,
    { dom: domain, xmlDesc: string, flags: u32 },
    { snap: snapshot },
    longChange,
  ),
  domainRevertToSnapshot: remote.procedure(192, { snap: snapshot, flags: u32 }, {}, longChange),
  domainSnapshotDelete: remote.procedure(193, { snap: snapshot, flags: u32 }, {}, longChange),
}
