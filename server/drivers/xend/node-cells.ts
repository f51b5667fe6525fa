import type { KiB } from '../../../lib/units.ts'
import type { Sexpr } from './sexpr.ts'
import { textAt } from './values.ts'

export interface NodeCell {
  id: number
  memory: KiB | null
  cpus: number[]
}

const cpusMost = 4096

/** NUMA cells as Xen 3.2 to 4.0 tell them, in two texts of a line for each: `node0:0-3,7`, `node0:4031`. */
export function readCells(node: Sexpr): NodeCell[] {
  const memory = new Map(linesOf(node, 'node_to_memory').map(({ id, says }) => [id, Number(says)]))
  return linesOf(node, 'node_to_cpu').map(({ id, says }) => {
    const mebibytes = memory.get(id)
    return {
      id,
      memory: Number.isSafeInteger(mebibytes) ? (mebibytes ?? 0) * 1024 : null,
      cpus: cpusOf(says),
    }
  })
}

/** xend quotes the ends of lines, once or twice. */
const linesOf = (node: Sexpr, key: string) =>
  (textAt(node, key) ?? '').split(/\n|\\n/).flatMap((line) => {
    const [, id, says = ''] = /^\s*node(\d{1,4}):\s*(.*?)\s*$/.exec(line) ?? []
    return id === undefined ? [] : [{ id: Number(id), says }]
  })

/** `0-3,7`; `no cpus` is none. */
function cpusOf(says: string): number[] {
  const cpus: number[] = []
  for (const part of says.split(',')) {
    const [, from, to = from] = /^(\d{1,4})(?:-(\d{1,4}))?$/.exec(part.trim()) ?? []
    for (let cpu = Number(from); cpu <= Number(to) && cpus.length < cpusMost; cpu += 1) {
      cpus.push(cpu)
    }
  }
  return cpus
}
