import type { ApiError } from '../contract/errors.ts'
import { sentenceOf } from './request-failed.ts'

/** Of these the detail is a sentence that this server says of a console, and says more than the code does. */
const told: readonly string[] = [
  'host.no-way',
  'host.broke-protocol',
  'host.nothing-in-common',
  'host.unsupported',
  'object.missing',
  'permission.denied',
] satisfies ApiError['code'][]

/** Why a console is not open: a sentence, and the other side's own words where there are any. */
export function consoleWords(error: ApiError): { says: string; detail: string | null } {
  return error.detail !== null && told.includes(error.code)
    ? { says: error.detail, detail: null }
    : { says: sentenceOf(error), detail: error.detail }
}
