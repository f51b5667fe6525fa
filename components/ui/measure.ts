/** What is measured. Each has its own hue everywhere, in meters, sparklines and graphs. */
export type Measure = 'cpu' | 'mem' | 'disk' | 'net'

export const measureColor: Record<Measure, string> = {
  cpu: 'var(--cpu)',
  mem: 'var(--mem)',
  disk: 'var(--disk)',
  net: 'var(--net)',
}
