import { z } from 'zod'
import { type Failure, failureCodes } from '../failure.ts'

/** A failure as it travels: the code picks the sentence, the detail is the other side's own words, the request finds the log line. */
export const apiError = z.object({
  code: z.enum(failureCodes),
  detail: z.string().nullable(),
  request: z.string(),
  /** Which known trouble it is, null when none: the help has a paragraph on each. */
  trouble: z.string().nullable(),
})
export type ApiError = z.infer<typeof apiError>

export const toApiError = (failure: Failure, request: string): ApiError => ({
  code: failure.code,
  detail: failure.detail,
  request,
  trouble: failure.trouble,
})
