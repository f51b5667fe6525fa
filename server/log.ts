import { pino } from 'pino'
import type { LogLevel } from './config.ts'

/** Fields and a sentence; `err` carries an error with its causes. Nothing a person typed as a secret is ever a field. */
export type Log = Pick<pino.Logger, 'debug' | 'info' | 'warn' | 'error'>

/** A second net under the rule above: fields of these names are never written, here or one level down. */
const secrets = [
  'password',
  'current',
  'token',
  'claim',
  'cookie',
  'set-cookie',
  'authorization',
  'passwordHash',
  'passphrase',
  'values',
]

/**
 * One JSON object a line to standard error, or to `destination`. Written at once, so that the
 * line before a crash is there too.
 */
export function openLog(level: LogLevel, destination?: pino.DestinationStream): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: {
        paths: secrets.flatMap((name) => [`["${name}"]`, `*["${name}"]`]),
        censor: '[hidden]',
      },
    },
    destination ?? pino.destination({ fd: 2, sync: true }),
  )
}
