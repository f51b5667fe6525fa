import { domain, listArgs, listMax, nullable, string, typedParams } from './objects.ts'
import { change, guarded, longChange, remote } from './row.ts'
import { flag, i32, list, opaque, u32, u64, uuid } from './xdr.ts'

/** REMOTE_MIGRATE_COOKIE_MAX. */
const migrationCookie = opaque(4_194_304)

/** Finding domains, their life and their definitions. */
export const domainRows = {
  connectListAllDomains: remote.procedure(273, listArgs, {
    domains: list(domain, listMax),
    ret: u32,
  }),
  connectNumOfDomains: remote.procedure(51, {}, { num: i32 }),
  connectNumOfDefinedDomains: remote.procedure(25, {}, { num: i32 }),
  connectListDomains: remote.procedure(37, { maxids: i32 }, { ids: list(i32, listMax) }),
  connectListDefinedDomains: remote.procedure(
    21,
    { maxnames: i32 },
    { names: list(string, listMax) },
  ),
  domainLookupById: remote.procedure(22, { id: i32 }, { dom: domain }),
  domainLookupByName: remote.procedure(23, { name: string }, { dom: domain }),
  domainLookupByUuid: remote.procedure(24, { uuid }, { dom: domain }),

  domainGetState: remote.procedure(212, { dom: domain, flags: u32 }, { state: i32, reason: i32 }),
  /** memory and maxMem in KiB, cpuTime in nanoseconds. */
  domainGetInfo: remote.procedure(
    16,
    { dom: domain },
    { state: u32, maxMem: u64, memory: u64, nrVirtCpu: u32, cpuTime: u64 },
  ),
  domainGetOsType: remote.procedure(19, { dom: domain }, { type: string }),
  domainGetAutostart: remote.procedure(15, { dom: domain }, { autostart: flag }),
  domainIsActive: remote.procedure(150, { dom: domain }, { active: flag }),
  domainIsPersistent: remote.procedure(151, { dom: domain }, { persistent: flag }),
  domainIsUpdated: remote.procedure(202, { dom: domain }, { updated: flag }),
  domainHasManagedSaveImage: remote.procedure(183, { dom: domain, flags: u32 }, { result: flag }),
  domainGetControlInfo: remote.procedure(
    229,
    { dom: domain, flags: u32 },
    { state: u32, details: u32, stateTime: u64 },
  ),
  domainGetMessages: remote.procedure(
    426,
    { dom: domain, flags: u32 },
    { msgs: list(string, 2048) },
  ),
  domainGetMaxMemory: remote.procedure(17, { dom: domain }, { memory: u64 }),
  domainGetMaxVcpus: remote.procedure(18, { dom: domain }, { num: i32 }),
  domainGetVcpusFlags: remote.procedure(200, { dom: domain, flags: u32 }, { num: i32 }),

  /** flags: 1 SECURE (needs write), 2 INACTIVE, 4 UPDATE_CPU, 8 MIGRATABLE. */
  domainGetXmlDesc: remote.procedure(14, { dom: domain, flags: u32 }, { xml: string }),
  domainGetMetadata: remote.procedure(
    265,
    { dom: domain, type: i32, uri: nullable, flags: u32 },
    { metadata: string },
  ),
  domainSetMetadata: remote.procedure(
    264,
    { dom: domain, type: i32, metadata: nullable, key: nullable, uri: nullable, flags: u32 },
    {},
    change,
  ),
  domainDefineXmlFlags: remote.procedure(350, { xml: string, flags: u32 }, { dom: domain }, change),
  domainUndefineFlags: remote.procedure(231, { dom: domain, flags: u32 }, {}, change),
  domainRename: remote.procedure(
    358,
    { dom: domain, newName: nullable, flags: u32 },
    { retcode: i32 },
    change,
  ),
  domainSetAutostart: remote.procedure(29, { dom: domain, autostart: flag }, {}, change),

  /** libvirt's word for defining nothing and starting it at once: a transient domain. */
  domainCreateXml: remote.procedure(
    10,
    { xmlDesc: string, flags: u32 },
    { dom: domain },
    longChange,
  ),
  domainCreate: remote.procedure(9, { dom: domain }, {}, longChange),
  domainCreateWithFlags: remote.procedure(
    196,
    { dom: domain, flags: u32 },
    { dom: domain },
    longChange,
  ),
  domainSuspend: remote.procedure(34, { dom: domain }, {}, change),
  domainResume: remote.procedure(28, { dom: domain }, {}, change),
  domainShutdown: remote.procedure(33, { dom: domain }, {}, change),
  domainShutdownFlags: remote.procedure(258, { dom: domain, flags: u32 }, {}, change),
  domainReboot: remote.procedure(27, { dom: domain, flags: u32 }, {}, change),
  domainReset: remote.procedure(245, { dom: domain, flags: u32 }, {}, change),
  domainDestroy: remote.procedure(12, { dom: domain }, {}, change),
  domainDestroyFlags: remote.procedure(234, { dom: domain, flags: u32 }, {}, change),
  domainManagedSave: remote.procedure(182, { dom: domain, flags: u32 }, {}, longChange),
  domainManagedSaveRemove: remote.procedure(184, { dom: domain, flags: u32 }, {}, change),
  domainSaveFlags: remote.procedure(
    232,
    { dom: domain, to: string, dxml: nullable, flags: u32 },
    {},
    longChange,
  ),
  domainRestoreFlags: remote.procedure(
    233,
    { from: string, dxml: nullable, flags: u32 },
    {},
    longChange,
  ),
  domainSaveImageGetXmlDesc: remote.procedure(
    235,
    { file: string, flags: u32 },
    { xml: string },
    guarded,
  ),
  /** flags: 1 CRASH, 2 LIVE. */
  domainCoreDump: remote.procedure(53, { dom: domain, to: string, flags: u32 }, {}, longChange),
  /** The host sends it to another by itself, if flags have PEER2PEER (2). */
  domainMigratePerform3Params: remote.procedure(
    305,
    {
      dom: domain,
      dconnuri: nullable,
      params: typedParams(64),
      cookieIn: migrationCookie,
      flags: u32,
    },
    { cookieOut: migrationCookie },
    longChange,
  ),

  domainGetJobInfo: remote.procedure(
    163,
    { dom: domain },
    {
      type: i32,
      timeElapsed: u64,
      timeRemaining: u64,
      dataTotal: u64,
      dataProcessed: u64,
      dataRemaining: u64,
      memTotal: u64,
      memProcessed: u64,
      memRemaining: u64,
      fileTotal: u64,
      fileProcessed: u64,
      fileRemaining: u64,
    },
  ),
  domainGetJobStats: remote.procedure(
    298,
    { dom: domain, flags: u32 },
    { type: i32, params: typedParams(64) },
  ),
  domainAbortJob: remote.procedure(164, { dom: domain }, {}, change),

  domainScreenshot: remote.procedure(
    211,
    { dom: domain, screen: u32, flags: u32 },
    { mime: nullable },
    { ...guarded, stream: 'down' },
  ),
  /** devName null is the first console. flags: 1 FORCE, 2 SAFE. */
  domainOpenConsole: remote.procedure(
    201,
    { dom: domain, devName: nullable, flags: u32 },
    {},
    { ...guarded, stream: 'both' },
  ),
  domainOpenChannel: remote.procedure(
    296,
    { dom: domain, name: nullable, flags: u32 },
    {},
    { ...guarded, stream: 'both' },
  ),
  domainSendKey: remote.procedure(
    226,
    { dom: domain, codeset: u32, holdtime: u32, keycodes: list(u32, 16), flags: u32 },
    {},
    change,
  ),
}
