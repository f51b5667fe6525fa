import { typedParam } from './typed-param.ts'
import { flag, i32, list, optional, struct, text, u32, uuid } from './xdr.ts'

// References as the protocol sends and returns them (src/remote/remote_protocol.x), and its limits on counts.

/** REMOTE_STRING_MAX. */
export const string = text(4 * 1024 * 1024)
export const nullable = optional(string)

/** `id` is -1 while inactive. The daemon looks a domain up by its uuid alone. */
export const domain = struct({ name: string, uuid, id: i32 })
export const network = struct({ name: string, uuid })
export const pool = struct({ name: string, uuid })
export const volume = struct({ pool: string, name: string, key: string })
export const hostInterface = struct({ name: string, mac: string })
export const nodeDevice = struct({ name: string })
export const nwfilter = struct({ name: string, uuid })
export const secret = struct({ uuid, usageType: i32, usageId: string })
export const snapshot = struct({ name: string, dom: domain })

/** What most list calls may return at most. */
export const listMax = 16_384

/** needResults false asks for the count alone; flags 0 is "all of them". */
export const listArgs = { needResults: flag, flags: u32 }

export const typedParams = (max: number) => list(typedParam, max)
