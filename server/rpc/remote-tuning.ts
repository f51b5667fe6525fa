import { domain, string, typedParams } from './objects.ts'
import { change, remote } from './row.ts'
import { i32, list, opaque, struct, u32, u64 } from './xdr.ts'

/** REMOTE_VCPUINFO_MAX and REMOTE_CPUMAPS_MAX: of a machine's virtual CPUs, and of all their maps together. */
const vcpusMax = 16_384
const mapsMax = 8_388_608
/** REMOTE_CPUMAP_MAX: bytes of one virtual CPU's map, the node's CPU 0 being the lowest bit of the first. */
const cpuMap = opaque(2048)
const schedule = typedParams(16)

/** state: virVcpuState. cpuTime in nanoseconds; cpu below 0 where the host does not know. */
const vcpu = struct({ number: u32, state: i32, cpuTime: u64, cpu: i32 })

/** What a domain is given of its node. Flags: 0 what is now, 1 live, 2 config, 4 the maximum. */
export const tuningRows = {
  /** memory in KiB. */
  domainSetMemoryFlags: remote.procedure(204, { dom: domain, memory: u64, flags: u32 }, {}, change),
  domainSetVcpusFlags: remote.procedure(199, { dom: domain, nvcpus: u32, flags: u32 }, {}, change),
  /** Of an active domain. The maps stand one behind the other, each `maplen` bytes. */
  domainGetVcpus: remote.procedure(
    20,
    { dom: domain, maxinfo: i32, maplen: i32 },
    { info: list(vcpu, vcpusMax), cpumaps: opaque(mapsMax) },
  ),
  domainPinVcpuFlags: remote.procedure(
    225,
    { dom: domain, vcpu: u32, cpumap: cpuMap, flags: u32 },
    {},
    change,
  ),
  domainGetVcpuPinInfo: remote.procedure(
    230,
    { dom: domain, ncpumaps: i32, maplen: i32, flags: u32 },
    { cpumaps: opaque(mapsMax), num: i32 },
  ),
  domainGetSchedulerType: remote.procedure(56, { dom: domain }, { type: string, nparams: i32 }),
  domainGetSchedulerParameters: remote.procedure(
    57,
    { dom: domain, nparams: i32 },
    { params: schedule },
  ),
  domainGetSchedulerParametersFlags: remote.procedure(
    223,
    { dom: domain, nparams: i32, flags: u32 },
    { params: schedule },
  ),
  domainSetSchedulerParametersFlags: remote.procedure(
    219,
    { dom: domain, params: schedule, flags: u32 },
    {},
    change,
  ),
  domainAttachDeviceFlags: remote.procedure(
    160,
    { dom: domain, xml: string, flags: u32 },
    {},
    change,
  ),
  domainDetachDeviceFlags: remote.procedure(
    161,
    { dom: domain, xml: string, flags: u32 },
    {},
    change,
  ),
}
