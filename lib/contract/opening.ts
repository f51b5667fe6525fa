import { z } from 'zod'
import type { Question } from '../libvirt/question.ts'

/** One step of opening, as the doctor climbs it. */
export const rung = z.object({
  step: z.string(),
  outcome: z.enum(['ok', 'warned', 'failed', 'climbing', 'not-tried']),
  /** What was found, or what is wrong. */
  finding: z.string(),
  /** What to do about it, most likely first; each may carry a command to run on the host. */
  advice: z.array(z.object({ say: z.string(), run: z.string().nullable() })),
  took: z.number().nullable(),
  /** Which known trouble it failed by, null when none: the help has a paragraph on each. */
  trouble: z.string().nullable(),
})
export type Rung = z.infer<typeof rung>

export const question = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('host-key'),
    host: z.string(),
    port: z.number(),
    keyType: z.string(),
    fingerprint: z.string(),
    randomart: z.string(),
  }),
  z.object({
    kind: z.literal('credentials'),
    what: z.enum(['ssh-password', 'ssh-questions', 'key-passphrase', 'sasl']),
    subject: z.string(),
    reason: z.string().nullable(),
    instruction: z.string().nullable(),
    fields: z
      .array(z.object({ label: z.string(), secret: z.boolean(), value: z.string() }))
      .readonly(),
  }),
]) satisfies z.ZodType<Question>

/** A question that waits for a person. Times are ms since the epoch. */
export const questionRow = z.object({
  id: z.string(),
  /** The URI that is being opened, and the connection when it is a saved one. */
  uri: z.string(),
  connection: z.string().nullable(),
  askedAt: z.number(),
  /** When nobody waits any longer. */
  until: z.number(),
  question,
})
export type QuestionRow = z.infer<typeof questionRow>

/** `keep`: sealed on disk for the next start of the server, too. */
export const answer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('trust'), trust: z.enum(['once', 'always']) }),
  z.object({
    kind: z.literal('credentials'),
    values: z.array(z.string().max(4096)).max(16),
    keep: z.boolean(),
  }),
  z.object({ kind: z.literal('cancel') }),
])
export type Answer = z.infer<typeof answer>
