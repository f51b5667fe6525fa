import type { KnownValues } from './filter-suggest.ts'
import type { ListedConnection } from './listed.ts'

const distinct = (values: readonly string[]): readonly string[] => [...new Set(values)].sort()

/** What a filter can suggest: the names of what is there. */
export const knownValues = (connections: readonly ListedConnection[]): KnownValues => ({
  tag: distinct(connections.flatMap(({ place }) => place.tags)),
  host: distinct(connections.flatMap(({ place }) => place.hosts)),
  connection: distinct(connections.map(({ place }) => place.name)),
})
