import type { ListView } from '@/lib/client/list/view.ts'
import { readView, writeView } from '@/lib/client/list/view.ts'

/** A way of looking that somebody gave a name. Kept as the query that its address would have. */
export interface SavedView {
  name: string
  query: string
}

const most = 50

/** Reads what was stored; anything that is not a view falls out. */
export function readSavedViews(stored: unknown): readonly SavedView[] {
  if (!Array.isArray(stored)) return []
  return stored
    .flatMap((one: unknown) => {
      const { name, query } = (one ?? {}) as Record<string, unknown>
      return typeof name === 'string' && typeof query === 'string' ? [{ name, query }] : []
    })
    .slice(0, most)
}

export const queryOf = (view: ListView, usual: ListView): string =>
  writeView(view, usual, new URLSearchParams())

export const viewOf = ({ query }: SavedView, usual: ListView): ListView =>
  readView(new URLSearchParams(query), usual)

/** The views with one more; one of the same name is replaced. */
export const withView = (views: readonly SavedView[], view: SavedView): readonly SavedView[] =>
  [...views.filter(({ name }) => name !== view.name), view].slice(-most)
