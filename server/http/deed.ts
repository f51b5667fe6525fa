import type { Services } from './services.ts'

type Fields = Record<string, unknown>
const fieldsOf = (input: unknown): Fields =>
  typeof input === 'object' && input !== null ? (input as Fields) : {}

/** The connection a request names, or null. */
export const connectionIn = (input: unknown): string | null => {
  const { connection } = fieldsOf(input)
  return typeof connection === 'string' ? connection : null
}

/** libvirt's URIs have no place for a password, but a person may have typed one there. */
const withoutPassword = (uri: string) => uri.replace(/(\/\/[^/@:]*):[^/@]*@/, '$1:…@')

/** Fields that say what a deed was done to, in the order they are told. Never a secret. */
const subjects = ['uri', 'connection', 'domain', 'person', 'session', 'entry'] as const

/**
 * What a deed was done to, readable when it is gone: a connection is told with its URI. For a sign-in the name,
 * but only of somebody who exists: what else stands there may be a password typed into the wrong field.
 */
export async function subjectOf(
  input: unknown,
  { auth, connections }: Pick<Services, 'auth' | 'connections'>,
): Promise<string> {
  const fields = fieldsOf(input)
  const told: string[] = []
  for (const key of subjects) {
    const value = fields[key]
    if (typeof value === 'string')
      told.push(`${key} ${key === 'uri' ? withoutPassword(value) : value}`)
  }
  const known = connections.rows().find(({ id }) => id === fields.connection)
  if (known !== undefined) told.push(`uri ${withoutPassword(known.uri)}`)
  if (typeof fields.name === 'string' && typeof fields.password === 'string') {
    told.push((await auth.people.isKnown(fields.name)) ? `name ${fields.name}` : 'an unknown name')
  }
  return told.join(', ')
}

/** Fields worth keeping with a deed, as JSON, or null: what was granted, what was switched. */
export function particularsOf(input: unknown): string | null {
  const { grants, readOnly, autoconnect, tags, pinned } = fieldsOf(input)
  const told = JSON.stringify({ grants, readOnly, autoconnect, tags, pinned })
  return told === '{}' ? null : told
}
