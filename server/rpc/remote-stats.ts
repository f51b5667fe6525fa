import { domain, listMax, nullable, string, typedParams } from './objects.ts'
import { change, remote } from './row.ts'
import { i32, i64, list, struct, u32, u64 } from './xdr.ts'

const address = struct({ type: i32, addr: string, prefix: u32 })

/** Figures of domains. */
export const statsRows = {
  /**
   * An empty `doms` means every domain that `flags` lets through. `stats` bits: 1 state, 2 cpu, 4 balloon,
   * 8 vcpu, 16 interface, 32 block …, 0 all; flags 1<<29 does not wait for a busy domain.
   */
  connectGetAllDomainStats: remote.procedure(
    344,
    { doms: list(domain, listMax), stats: u32, flags: u32 },
    { retStats: list(struct({ dom: domain, params: typedParams(262_144) }), listMax) },
  ),
  domainBlockStats: remote.procedure(
    64,
    { dom: domain, path: string },
    { rdReq: i64, rdBytes: i64, wrReq: i64, wrBytes: i64, errs: i64 },
  ),
  /** flags 4 (STRING_OKAY) or string parameters are left out; nparams 0 asks for their number. */
  domainBlockStatsFlags: remote.procedure(
    243,
    { dom: domain, path: string, nparams: i32, flags: u32 },
    { params: typedParams(16), nparams: i32 },
  ),
  domainInterfaceStats: remote.procedure(
    65,
    { dom: domain, device: string },
    {
      rxBytes: i64,
      rxPackets: i64,
      rxErrs: i64,
      rxDrop: i64,
      txBytes: i64,
      txPackets: i64,
      txErrs: i64,
      txDrop: i64,
    },
  ),
  domainMemoryStats: remote.procedure(
    159,
    { dom: domain, maxStats: u32, flags: u32 },
    { stats: list(struct({ tag: i32, val: u64 }), 1024) },
  ),
  domainSetMemoryStatsPeriod: remote.procedure(
    308,
    { dom: domain, period: i32, flags: u32 },
    {},
    change,
  ),
  domainGetBlockInfo: remote.procedure(
    194,
    { dom: domain, path: string, flags: u32 },
    { allocation: u64, capacity: u64, physical: u64 },
  ),
  domainGetBlockJobInfo: remote.procedure(
    238,
    { dom: domain, path: string, flags: u32 },
    { found: i32, type: i32, bandwidth: u64, cur: u64, end: u64 },
  ),
  domainGetCpuStats: remote.procedure(
    262,
    { dom: domain, nparams: u32, startCpu: i32, ncpus: u32, flags: u32 },
    { params: typedParams(2048), nparams: i32 },
  ),
  domainGetDiskErrors: remote.procedure(
    263,
    { dom: domain, maxerrors: u32, flags: u32 },
    { errors: list(struct({ disk: string, error: i32 }), 256), nerrors: i32 },
  ),
  /** source: 0 DHCP lease, 1 guest agent (needs write), 2 ARP table. */
  domainInterfaceAddresses: remote.procedure(
    353,
    { dom: domain, source: u32, flags: u32 },
    {
      ifaces: list(struct({ name: string, hwaddr: nullable, addrs: list(address, 2048) }), 2048),
    },
  ),
}
