import { eventAt, procedureAt } from './by-number.ts'
import { ProtocolError } from './bytes.ts'
import { errorPayload } from './errors.ts'
import type { Frame } from './frame.ts'
import { keepaliveProgram } from './keepalive.ts'
import { type Codec, decode } from './xdr.ts'

const textMax = 80
const lineMax = 1000
const excerptSize = 64

/**
 * One line for a log of frames: `reply domainGetState #7 {"state":1,"reason":1}`. Never throws: what cannot be
 * decoded is said to be malformed, with its first bytes in hex. Secrets and XML (which may hold some) are left out.
 */
export function describeFrame(frame: Frame): string {
  const line = `${frame.type} ${nameOf(frame)} #${frame.serial} ${payloadText(frame)}`
  return line.length > lineMax ? `${line.slice(0, lineMax)}…` : line
}

function nameOf({ program, procedure, type }: Frame): string {
  if (program === keepaliveProgram) return procedure === 1 ? 'ping' : 'pong'
  const found = type === 'message' ? eventAt(program, procedure) : procedureAt(program, procedure)
  return found?.name ?? `0x${program.toString(16)}:${procedure}`
}

function payloadText(frame: Frame): string {
  const size = frame.bytes.length - frame.start
  try {
    if (frame.status === 'error' && size > 0) return errorText(frame)
    if (frame.type === 'stream') return streamText(frame, size)
    const codec = codecOf(frame)
    if (codec === 'secret') return '(secret)'
    return codec === null ? `${size} bytes` : valueText(decode(codec, frame.bytes, frame.start))
  } catch (cause) {
    if (!(cause instanceof ProtocolError)) throw cause
    return `malformed: ${cause.message}: ${frame.bytes.toString('hex', 0, excerptSize)}`
  }
}

function errorText(frame: Frame): string {
  const { code, domain, message } = decode(errorPayload, frame.bytes, frame.start)
  return `error ${code} of ${domain}: ${valueText(message)}`
}

function streamText({ status }: Frame, size: number): string {
  if (status === 'continue') return size === 0 ? 'end' : `${size} bytes`
  return status === 'ok' ? 'finish' : 'abort'
}

function codecOf({ type, program, procedure }: Frame): Codec<unknown> | 'secret' | null {
  if (type === 'message') return eventAt(program, procedure)?.row.payload ?? null
  if (type === 'stream-hole') return null
  const row = procedureAt(program, procedure)?.row
  if (row?.marks.secret) return 'secret'
  return (type.startsWith('call') ? row?.args : row?.reply) ?? null
}

const valueText = (value: unknown): string => JSON.stringify(value, shorten)

function shorten(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return `${value}`
  if (value instanceof Uint8Array) return `(${value.length} bytes)`
  if (typeof value !== 'string') return value
  if (value.startsWith('<')) return `(XML, ${value.length} characters)`
  return value.length > textMax ? `${value.slice(0, textMax)}…` : value
}
