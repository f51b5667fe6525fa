/** What a domain's load is told of: percent of its vCPUs, percent of its memory, bytes a second. */
export const measures = ['cpu', 'memory', 'disk-read', 'disk-write', 'net-in', 'net-out'] as const
export type Measure = (typeof measures)[number]

/** Measures that cannot exceed the whole. */
export const ceilings: Record<Measure, number> = {
  cpu: 100,
  memory: 100,
  'disk-read': Number.POSITIVE_INFINITY,
  'disk-write': Number.POSITIVE_INFINITY,
  'net-in': Number.POSITIVE_INFINITY,
  'net-out': Number.POSITIVE_INFINITY,
}
