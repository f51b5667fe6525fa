import { attribute, child, children, text, type XmlElement } from './element.ts'

/**
 * One row per value of an element. A path is the child names to follow, then `@name` for an attribute,
 * or nothing more for the text: `source/@file`, `model/@type`, `title`.
 */
export interface Field<T> {
  read(element: XmlElement): T
}

type Values<F> = { [K in keyof F]: F[K] extends Field<infer T> ? T : never }

/** What a path leads to, trimmed; null when it is not there or empty. */
export function valueAt(element: XmlElement, path: string): string | null {
  let here: XmlElement | null = element
  for (const step of path.split('/')) {
    if (here === null) return null
    if (step.startsWith('@')) return attribute(here, step.slice(1)) || null
    here = child(here, step)
  }
  return here === null ? null : text(here).trim() || null
}

/** The first path that leads to something: places where one fact is spelled in different ways. */
export const string = (...paths: string[]): Field<string | null> => ({
  read: (element) => {
    for (const path of paths) {
      const value = valueAt(element, path)
      if (value !== null) return value
    }
    return null
  },
})

/** A whole number not below zero; null when it is absent or anything else. */
export const count = (path: string): Field<number | null> => ({
  read: (element) => {
    const value = valueAt(element, path)
    return value !== null && /^\d{1,15}$/.test(value) ? Number(value) : null
  },
})

/** One of a closed list of words; null when it is absent or a word newer than the list. */
export const oneOf = <const V extends readonly string[]>(
  path: string,
  words: V,
): Field<V[number] | null> => ({
  read: (element) => words.find((word) => word === valueAt(element, path)) ?? null,
})

/** Whether there is an element of that name. */
export const present = (name: string): Field<boolean> => ({
  read: (element) => child(element, name) !== null,
})

/** A table of rows for one kind of element. */
export interface Table<T> {
  readonly tag: string
  read(element: XmlElement): T
  /** Every child of this kind, in order. */
  within(parent: XmlElement | null): T[]
}

export function table<F extends Record<string, Field<unknown>>>(
  tag: string,
  fields: F,
): Table<Values<F>> {
  const rows = Object.entries(fields)
  const read = (element: XmlElement) =>
    Object.fromEntries(rows.map(([name, field]) => [name, field.read(element)])) as Values<F>
  return {
    tag,
    read,
    within: (parent) => (parent === null ? [] : children(parent, tag).map(read)),
  }
}
