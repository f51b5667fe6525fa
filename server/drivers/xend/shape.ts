import { Failure } from '../../../lib/failure.ts'
import type { ConfigFormat } from './config-format.ts'

/** What decides how a device is spelled for a xend. */
export interface Shape {
  format: ConfigFormat
  /** Whether the domain is fully virtualised. */
  hvm: boolean
}

/** A part of a definition that xend has no words for. */
export const unsupported = (what: string): Failure =>
  new Failure('host.unsupported', `xend cannot have ${what}.`)

/** A definition that says too little, or nothing that makes sense. */
export const invalid = (why: string): Failure => new Failure('request.invalid', why)
