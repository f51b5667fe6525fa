import { z } from 'zod'
import { allows, allowsSomewhere, type Grant, roles } from './permission.ts'

export type { Grant, Permission, Role } from './permission.ts'
// the page asks these without loading zod, the server finds them beside the schemas
export { allows, allowsSomewhere, roles }

export const grant = z.object({
  connection: z.string().nullable(),
  role: z.enum(roles),
}) satisfies z.ZodType<Grant>

export const personName = z
  .string()
  .trim()
  .min(1, 'A name is needed.')
  .max(64, 'At most 64 characters.')
  .regex(/^[^\p{C}]*$/u, 'Control characters are not allowed.')
export const password = z
  .string()
  .min(10, 'At least 10 characters.')
  .max(256, 'At most 256 characters.')

export const person = z.object({
  id: z.string(),
  name: z.string(),
  grants: z.array(grant),
  createdAt: z.number(),
})
export type Person = z.infer<typeof person>

/** One place somebody is signed in at. `here` marks the one that asks. */
export const sessionRow = z.object({
  id: z.string(),
  person: z.string(),
  startedAt: z.number(),
  seenAt: z.number(),
  address: z.string(),
  agent: z.string(),
  here: z.boolean(),
})
export type SessionRow = z.infer<typeof sessionRow>
