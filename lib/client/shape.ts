/** A test of what came from outside: true when the value has this shape. Fields it does not name are let through. */
export type Shape = (value: unknown) => boolean

export const text: Shape = (value) => typeof value === 'string'
export const figure: Shape = (value) => typeof value === 'number'
export const truth: Shape = (value) => typeof value === 'boolean'

export const orNull =
  (shape: Shape): Shape =>
  (value) =>
    value === null || shape(value)

export const listOf =
  (shape: Shape): Shape =>
  (value) =>
    Array.isArray(value) && value.every(shape)

export const oneOf = (...words: readonly string[]): Shape => {
  const set = new Set<unknown>(words)
  return (value) => set.has(value)
}

export const tupleOf =
  (...shapes: readonly Shape[]): Shape =>
  (value) =>
    Array.isArray(value) &&
    value.length === shapes.length &&
    shapes.every((shape, index) => shape(value[index]))

type Fields = Readonly<Record<string, Shape>>

export const fields = (shapes: Fields): Shape => {
  const rows = Object.entries(shapes)
  return (value) =>
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    rows.every(([name, shape]) => shape((value as Record<string, unknown>)[name]))
}

/** One of several records, told apart by the word in `key`. */
export const variants = (key: string, shapes: Readonly<Record<string, Fields>>): Shape => {
  const ready = new Map(Object.entries(shapes).map(([word, each]) => [word, fields(each)]))
  return (value) => {
    if (typeof value !== 'object' || value === null) return false
    const word = (value as Record<string, unknown>)[key]
    return typeof word === 'string' && (ready.get(word)?.(value) ?? false)
  }
}
