import { Failure, type FailureCode } from '../../../lib/failure.ts'

/**
 * How libvirt begins its message for each kind of error (src/util/virerror.c), and what it means to us. The test
 * driver says "internal error" where others say "Requested operation is not valid": both are a wrong state here.
 */
const kinds = {
  internal: ['internal error', 'domain.wrong-state'],
  invalid: ['Requested operation is not valid', 'domain.wrong-state'],
  argument: ['invalid argument', 'host.refused'],
  failed: ['operation failed', 'host.refused'],
  xml: ['XML error', 'host.refused'],
  parameter: ['argument unsupported', 'host.unsupported'],
  readOnly: ['operation forbidden', 'host.read-only'],
  domain: ['Domain not found', 'domain.missing'],
  network: ['Network not found', 'object.missing'],
  pool: ['Storage pool not found', 'object.missing'],
  interface: ['Interface not found', 'object.missing'],
  nodeDevice: ['Node device not found', 'object.missing'],
  snapshot: ['Domain snapshot not found', 'object.missing'],
} as const satisfies Record<string, readonly [string, FailureCode]>

/** A refusal in libvirt's own words. */
export function refusal(kind: keyof typeof kinds, detail: string): Failure {
  const [begins, code] = kinds[kind]
  return new Failure(code, `${begins}: ${detail}`)
}

/** A call of libvirt that knows nothing of something it is told (virCheckFlags). */
export const unsupportedFlags = (flags: number, call: string): Failure =>
  new Failure('host.unsupported', `unsupported flags (0x${flags.toString(16)}) in function ${call}`)

type Fault =
  | 'XML error'
  | 'internal error'
  | 'unsupported configuration'
  | 'invalid argument'
  | 'operation failed'

/** A world's file that cannot be opened, in libvirt's words; null: an error that libvirt gives no beginning. */
export const fault = (kind: Fault | null, detail: string): Failure =>
  new Failure('uri.refused', kind === null ? detail : `${kind}: ${detail}`)
