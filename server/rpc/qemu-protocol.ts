import { domain, nullable, string } from './objects.ts'
import { change, guarded, qemu } from './row.ts'
import { i32, i64, optional, u32 } from './xdr.ts'

/** Calls that only QEMU's program knows (src/remote/qemu_protocol.x). Monitor commands taint the domain. */
export const qemuRows = {
  qemuDomainMonitorCommand: qemu.procedure(
    1,
    { dom: domain, cmd: string, flags: u32 },
    { result: string },
    { ...change, secret: true },
  ),
  /** timeout in seconds; -2 waits, -1 is the default, 0 does not wait. */
  qemuDomainAgentCommand: qemu.procedure(
    3,
    { dom: domain, cmd: string, timeout: i32, flags: u32 },
    { result: nullable },
    { ...change, secret: true },
  ),
  qemuConnectDomainMonitorEventRegister: qemu.procedure(
    4,
    { dom: optional(domain), event: nullable, flags: u32 },
    { callbackId: i32 },
    guarded,
  ),
  qemuConnectDomainMonitorEventDeregister: qemu.procedure(5, { callbackId: i32 }, {}, guarded),
}

export const qemuEvents = {
  qemuDomainMonitor: qemu.event(6, {
    callbackId: i32,
    dom: domain,
    event: string,
    seconds: i64,
    micros: u32,
    details: nullable,
  }),
}
