import { z } from 'zod'

/**
 * What an endpoint needs. `anyone` is for the few that come before a session exists; `signed-in` for what is a
 * person's own (leaving, their password), so that even somebody without a single grant can do it.
 */
export type Permission = 'anyone' | 'signed-in' | 'view' | 'operate' | 'administer'

/** Those that no role decides. */
const forAll: readonly Permission[] = ['anyone', 'signed-in']

export const roles = ['viewer', 'operator', 'administrator'] as const
export type Role = (typeof roles)[number]

const may: Record<Role, readonly Permission[]> = {
  viewer: ['view'],
  operator: ['view', 'operate'],
  administrator: ['view', 'operate', 'administer'],
}

/** A role on one connection, or (connection null) on everything. */
export const grant = z.object({ connection: z.string().nullable(), role: z.enum(roles) })
export type Grant = z.infer<typeof grant>

/**
 * Whether these grants of somebody signed in allow `needs` on a connection (or, with null, on what belongs to none).
 * Default is deny. Both ends ask here: the page to explain a disabled button, the server to refuse.
 */
export const allows = (
  grants: readonly Grant[],
  needs: Permission,
  connection: string | null,
): boolean =>
  forAll.includes(needs) ||
  grants.some(
    ({ connection: on, role }) => (on === null || on === connection) && may[role].includes(needs),
  )

/** Whether somebody may see at least one thing: enough for lists that are then filtered row by row. */
export const allowsSomewhere = (grants: readonly Grant[], needs: Permission): boolean =>
  forAll.includes(needs) || grants.some(({ role }) => may[role].includes(needs))

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
