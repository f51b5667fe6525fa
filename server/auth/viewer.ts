import type { Permission, Person } from '../../lib/contract/people.ts'

/** What can happen to somebody while a page of theirs is open. After 'ended' nothing more comes. */
export type ViewerChange = 'grants' | 'ended'

/** Somebody signed in, for as long as a socket of theirs is open: asks are answered by what they may now. */
export interface Viewer {
  readonly person: Person
  may(needs: Permission, connection: string | null): boolean
  /** Returns how to stop listening. */
  onChange(listener: (change: ViewerChange) => void): () => void
}
