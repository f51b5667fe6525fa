import { listArgs, nullable, string, typedParams } from './objects.ts'
import { guarded, remote } from './row.ts'
import { chars, charText, flag, i32, list, opaque, struct, u32, u64 } from './xdr.ts'

const saslData = chars(65_536)

/** Signing in to the daemon, and the connection itself. */
export const connectRows = {
  authList: remote.procedure(66, {}, { types: list(i32, 20) }),
  authSaslInit: remote.procedure(67, {}, { mechlist: string }),
  authSaslStart: remote.procedure(
    68,
    { mech: string, nil: flag, data: saslData },
    { complete: flag, nil: flag, data: saslData },
    { secret: true },
  ),
  authSaslStep: remote.procedure(
    69,
    { nil: flag, data: saslData },
    { complete: flag, nil: flag, data: saslData },
    { secret: true },
  ),
  authPolkit: remote.procedure(70, {}, { complete: flag }),

  /** `name` must be present, "" to let the daemon probe. flags: 1 read-only. */
  connectOpen: remote.procedure(1, { name: nullable, flags: u32 }, {}),
  connectClose: remote.procedure(2, {}, {}),
  connectSupportsFeature: remote.procedure(60, { feature: i32 }, { supported: flag }),
  connectGetUri: remote.procedure(110, {}, { uri: string }),
  connectIsSecure: remote.procedure(149, {}, { secure: flag }),
  connectRegisterCloseCallback: remote.procedure(360, {}, {}),
  connectUnregisterCloseCallback: remote.procedure(361, {}, {}),
}

const nodeStats = list(struct({ field: string, value: u64 }), 16)

/** The node and its hypervisor. */
export const nodeRows = {
  connectGetType: remote.procedure(3, {}, { type: string }),
  /** major * 1 000 000 + minor * 1 000 + micro, as the two other versions. */
  connectGetVersion: remote.procedure(4, {}, { hvVer: u64 }),
  connectGetLibVersion: remote.procedure(157, {}, { libVer: u64 }),
  connectGetMaxVcpus: remote.procedure(5, { type: nullable }, { maxVcpus: i32 }),
  connectGetCapabilities: remote.procedure(7, {}, { capabilities: string }, { long: true }),
  connectGetHostname: remote.procedure(59, {}, { hostname: string }),
  connectGetSysinfo: remote.procedure(203, { flags: u32 }, { sysinfo: string }),
  connectGetDomainCapabilities: remote.procedure(
    342,
    { emulatorbin: nullable, arch: nullable, machine: nullable, virttype: nullable, flags: u32 },
    { capabilities: string },
    guarded,
  ),
  connectGetCpuModelNames: remote.procedure(
    312,
    { arch: string, ...listArgs },
    { models: list(string, 8192), ret: i32 },
  ),
  /** memory in KiB, mhz 0 when unknown. */
  nodeGetInfo: remote.procedure(
    6,
    {},
    {
      model: charText(32),
      memory: u64,
      cpus: i32,
      mhz: i32,
      nodes: i32,
      sockets: i32,
      cores: i32,
      threads: i32,
    },
  ),
  nodeGetFreeMemory: remote.procedure(102, {}, { freeMem: u64 }),
  nodeGetCellsFreeMemory: remote.procedure(
    101,
    { startCell: i32, maxcells: i32 },
    { cells: list(u64, 1024) },
  ),
  /** cpuNum -1 is all of them; nparams 0 asks for the number of figures only. Nanoseconds. */
  nodeGetCpuStats: remote.procedure(
    227,
    { cpuNum: i32, nparams: i32, flags: u32 },
    { params: nodeStats, nparams: i32 },
  ),
  /** cellNum -1 is all of them; nparams as above. KiB. */
  nodeGetMemoryStats: remote.procedure(
    228,
    { nparams: i32, cellNum: i32, flags: u32 },
    { params: nodeStats, nparams: i32 },
  ),
  nodeGetMemoryParameters: remote.procedure(
    289,
    { nparams: i32, flags: u32 },
    { params: typedParams(64), nparams: i32 },
  ),
  nodeGetCpuMap: remote.procedure(
    293,
    { needMap: flag, needOnline: flag, flags: u32 },
    { cpumap: opaque(2048), online: u32, ret: i32 },
  ),
  nodeGetSecurityModel: remote.procedure(122, {}, { model: chars(257), doi: chars(257) }),
}
