import type { People } from '../auth/people.ts'
import type { ConnectionService } from './services.ts'

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

/** What a deed is done to, by ids, and by what people call it as well, to be readable when it is gone. */
export function subjectOf(input: unknown, connections: ConnectionService): string {
  const fields = fieldsOf(input)
  const called = callsOf(fields, connections)
  return subjects
    .flatMap((key) => {
      const value = fields[key]
      if (typeof value !== 'string') return []
      const plain = key === 'uri' ? withoutPassword(value) : value
      return called[key] === undefined ? `${key} ${plain}` : `${key} ${plain} (${called[key]})`
    })
    .join(', ')
}

function callsOf(
  { connection, domain }: Fields,
  connections: ConnectionService,
): Partial<Record<(typeof subjects)[number], string | undefined>> {
  const known = connections.rows().find(({ id }) => id === connection)
  if (known === undefined) return {}
  const guest = connections.domains(known.id).find(({ uuid }) => uuid === domain)
  return { connection: withoutPassword(known.uri), domain: guest?.name }
}

/** The name that a sign-in or a new person is of, but only of somebody there is: what else stands there may be a password in the wrong field. */
export async function nameIn(input: unknown, people: Pick<People, 'isKnown'>): Promise<string> {
  const { name, password } = fieldsOf(input)
  if (typeof name !== 'string' || typeof password !== 'string') return ''
  return (await people.isKnown(name)) ? `name ${name}` : 'an unknown name'
}

/** Whoever an answer says was let in. */
export function admittedIn(output: unknown): string | null {
  const { name } = fieldsOf(fieldsOf(output).person)
  return typeof name === 'string' ? name : null
}

/** Definitions are not among them: they may hold passwords. */
const particulars = [
  ...['grants', 'readOnly', 'autoconnect', 'tags', 'pinned'],
  ...['on', 'path', 'live', 'crash', 'destination', 'paused'],
  ...['choice', 'memory', 'vcpus', 'vcpu', 'cpus', 'parameters', 'affects'],
] as const

/** Fields worth keeping with a deed, as JSON, or null: what was granted, what was switched. */
export function particularsOf(input: unknown): string | null {
  const fields = fieldsOf(input)
  const told = JSON.stringify(
    Object.fromEntries(particulars.flatMap((key) => (key in fields ? [[key, fields[key]]] : []))),
  )
  return told === '{}' ? null : told
}
