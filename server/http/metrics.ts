import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { ConnectionRow } from '../../lib/contract/live.ts'

const phases = [
  'closed',
  'opening',
  'open',
  'lost',
] as const satisfies readonly ConnectionRow['state']['phase'][]

/** What is counted, for Prometheus. Labels are rows of ours, never what a request says. */
export function openMetrics(now: { connections(): ConnectionRow[]; sockets(): number }) {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const answers = new Histogram({
    name: 'oirase_api_seconds',
    help: 'Time to answer a request of the API, by endpoint and status',
    labelNames: ['endpoint', 'status'],
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [registry],
  })
  new Gauge({
    name: 'oirase_connections',
    help: 'Saved connections by phase',
    labelNames: ['phase'],
    registers: [registry],
    collect() {
      const rows = now.connections()
      for (const phase of phases) {
        this.set({ phase }, rows.filter(({ state }) => state.phase === phase).length)
      }
    },
  })
  new Gauge({
    name: 'oirase_domains',
    help: 'Domains known on all open connections',
    registers: [registry],
    collect() {
      this.set(now.connections().reduce((sum, { total }) => sum + total, 0))
    },
  })
  new Gauge({
    name: 'oirase_live_sockets',
    help: 'Browsers listening now',
    registers: [registry],
    collect() {
      this.set(now.sockets())
    },
  })
  return {
    answered: (endpoint: string, status: number, seconds: number) =>
      answers.observe({ endpoint, status }, seconds),
    type: registry.contentType,
    text: () => registry.metrics(),
  }
}
export type Metrics = ReturnType<typeof openMetrics>
