import type { Domain, DomainDetails } from '../../../lib/libvirt/domain.ts'
import type { Milliseconds } from '../../../lib/units.ts'
import { readDomainDetails } from '../../../lib/xml/domain-details.ts'
import { XmlError } from '../../../lib/xml/read.ts'
import { steadyState } from '../polled/steady-state.ts'
import type { DomainFigures, ProxyCalls } from './proxy-calls.ts'

interface Known {
  uuid: string
  name: string
  details: DomainDetails | null
  row: Domain
  figures: DomainFigures
}

type Calls = Pick<ProxyCalls, 'ids' | 'names' | 'figures' | 'xml'>

/** What the proxy asks the hypervisor itself costs little, but it serves all its clients in turn. */
const rest: Milliseconds = 1_000

/** The active domains, of which names and definition are asked once and the figures at each look. */
export class ProxyListing {
  readonly #calls: Calls
  #known: ReadonlyMap<number, Known> = new Map()

  constructor(calls: Calls) {
    this.#calls = calls
  }

  async look(): Promise<{ domains: Domain[]; rest: Milliseconds }> {
    const known = new Map<number, Known>()
    for (const id of await this.#calls.ids()) {
      const domain = await this.#domain(id)
      if (domain !== null) known.set(id, domain)
    }
    this.#known = known
    return { domains: [...known.values()].map(({ row }) => row), rest }
  }

  /** As the last look found them. */
  domains(): Known[] {
    return [...this.#known.values()]
  }

  async #domain(id: number): Promise<Known | null> {
    const figures = await this.#calls.figures(id)
    if (figures === null) return null
    const lasting = this.#known.get(id) ?? (await this.#read(id))
    if (lasting === null) return null
    const { uuid, name, details } = lasting
    return { uuid, name, details, figures, row: rowOf(id, { uuid, name, details }, figures) }
  }

  /** null: it went in between, or xend does not know it (yet). */
  async #read(id: number): Promise<Pick<Known, 'uuid' | 'name' | 'details'> | null> {
    const names = await this.#calls.names(id)
    if (names === null) return null
    const xml = await this.#calls.xml(id)
    return { ...names, details: xml === null ? null : detailsOf(xml) }
  }
}

function detailsOf(xml: string): DomainDetails | null {
  try {
    return readDomainDetails(xml)
  } catch (cause) {
    if (cause instanceof XmlError) return null
    throw cause
  }
}

const rowOf = (
  id: number,
  { uuid, name, details }: Pick<Known, 'uuid' | 'name' | 'details'>,
  { state, vcpus, memory, maxMemory }: DomainFigures,
): Domain => ({
  ...{ uuid, name, id, state: steadyState(state), reason: 'unknown' },
  // the proxy knows active domains only: what stops is gone from here
  ...{ persistent: false, autostart: false, managedSave: false },
  ...{ vcpus, memory, maxMemory: Math.max(memory, maxMemory), details },
})
