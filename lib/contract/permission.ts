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
export interface Grant {
  connection: string | null
  role: Role
}

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
