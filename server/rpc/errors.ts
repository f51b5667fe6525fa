import { domain, network, nullable } from './objects.ts'
import { i32, optional, struct, type Value } from './xdr.ts'

/** The payload of a reply or stream packet with status ERROR (remote_error in src/rpc/virnetprotocol.x). */
export const errorPayload = struct({
  code: i32,
  domain: i32,
  message: nullable,
  level: i32,
  dom: optional(domain),
  str1: nullable,
  str2: nullable,
  str3: nullable,
  int1: i32,
  int2: i32,
  net: optional(network),
})
export type ErrorPayload = Value<typeof errorPayload>

/** VIR_ERR_RPC: also what a daemon says to a procedure newer than itself. */
const rpcError = 39

/** The daemon's own "no": its numbers and its words (virErrorNumber, virErrorDomain in libvirt/virterror.h). */
export class RemoteError extends Error {
  override readonly name = 'RemoteError'
  readonly code: number
  readonly domain: number
  readonly str1: string | null
  readonly str2: string | null
  readonly str3: string | null
  /** errno when `code` is 38 (VIR_ERR_SYSTEM_ERROR). */
  readonly int1: number
  readonly int2: number

  constructor(payload: ErrorPayload) {
    super(payload.message ?? `libvirt error ${payload.code}`)
    this.code = payload.code
    this.domain = payload.domain
    this.str1 = payload.str1
    this.str2 = payload.str2
    this.str3 = payload.str3
    this.int1 = payload.int1
    this.int2 = payload.int2
  }

  /**
   * The daemon is too old for the call. There is no number of its own for that: it shares 39 with "not signed
   * in" and "no such program", so the text decides, as in libvirt's own client (src/remote/remote_driver.c).
   */
  get unknownProcedure(): boolean {
    return this.code === rpcError && /^unknown procedure/i.test(this.message)
  }
}
