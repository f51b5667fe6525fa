import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Domain, DomainDetails } from '../../../lib/libvirt/domain.ts'
import { isActive } from '../../../lib/libvirt/domain-state.ts'
import { readDomainDetails } from '../../../lib/xml/domain-details.ts'
import type { RemoteClient } from '../../rpc/client.ts'
import { plainLine } from '../plain.ts'
import { failedWith } from './failures.ts'
import { refOf } from './read-domain.ts'

/** VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_LEASE: what the host's own DHCP server gave away. */
const fromLeases = 0
const mostAddresses = 64
/** Definitions read at a time: two, so that a far host is not waited for with nothing else on the way. */
const lanes = 2

export interface DefinitionsDeps {
  calls: RemoteClient
  /** The row as it is now, without a definition or with an older one. */
  known(uuid: string): Domain | undefined
  found(uuid: string, details: DomainDetails): void
  /** A definition that cannot be had or read (XmlError, Failure); the domain stays as it is. */
  failed(uuid: string, cause: unknown): void
}

type Wanted = 'definition' | 'addresses'

/**
 * Reads definitions behind the listing, a few at a time with a turn of the event loop after each, so that a
 * thousand of them hold nobody up. What somebody has just touched comes before the rest.
 */
export class Definitions {
  readonly #deps: DefinitionsDeps
  readonly #soon = new Map<string, Wanted>()
  readonly #later = new Map<string, Wanted>()
  /** One domain is read by one lane, or an older answer could overtake a newer one. */
  readonly #reading = new Set<string>()
  #working = 0
  #addresses: boolean = true
  #ended: boolean = false

  constructor(deps: DefinitionsDeps) {
    this.#deps = deps
  }

  want(uuid: string, when: 'soon' | 'later'): void {
    const queue = when === 'soon' ? this.#soon : this.#later
    queue.set(uuid, 'definition')
    void this.#work()
  }

  /** Leases come seconds after a start, and no event tells of them. */
  wantAddresses(uuid: string): void {
    if (!this.#soon.has(uuid) && !this.#later.has(uuid)) this.#later.set(uuid, 'addresses')
    void this.#work()
  }

  end(): void {
    this.#ended = true
    this.#soon.clear()
    this.#later.clear()
  }

  async #work(): Promise<void> {
    if (this.#working === lanes) return
    this.#working += 1
    await nextTurn()
    for (let next = this.#next(); next !== null; next = this.#next()) {
      const [uuid, wanted] = next
      this.#reading.add(uuid)
      await this.#read(uuid, wanted)
      this.#reading.delete(uuid)
      await nextTurn()
    }
    this.#working -= 1
  }

  #next(): [string, Wanted] | null {
    for (const queue of [this.#soon, this.#later]) {
      for (const entry of queue) {
        if (this.#reading.has(entry[0])) continue
        queue.delete(entry[0])
        return entry
      }
    }
    return null
  }

  async #read(uuid: string, wanted: Wanted): Promise<void> {
    const domain = this.#deps.known(uuid)
    if (domain === undefined) return
    try {
      const before = wanted === 'addresses' ? domain.details : null
      const [details, addresses] = await Promise.all([
        before ?? this.#definition(domain),
        this.#addressesOf(domain),
      ])
      if (!this.#ended) this.#deps.found(uuid, { ...details, addresses })
    } catch (cause) {
      // Gone since it was wanted: whoever wanted it hears of that otherwise.
      if (this.#ended || failedWith(cause, 'domain.missing', 'host.lost')) return
      this.#deps.failed(uuid, cause)
    }
  }

  async #definition(domain: Domain): Promise<DomainDetails> {
    const dom = refOf(domain.uuid, domain)
    const { xml } = await this.#deps.calls.domainGetXmlDesc({ dom, flags: 0 })
    return readDomainDetails(xml)
  }

  async #addressesOf(domain: Domain): Promise<string[]> {
    if (!this.#addresses || !isActive(domain.state)) return []
    const dom = refOf(domain.uuid, domain)
    try {
      const args = { dom, source: fromLeases, flags: 0 }
      const { ifaces } = await this.#deps.calls.domainInterfaceAddresses(args)
      const addresses = ifaces.flatMap(({ addrs }) => addrs.map(({ addr }) => plainLine(addr)))
      return addresses.slice(0, mostAddresses)
    } catch (cause) {
      if (failedWith(cause, 'host.unsupported')) this.#addresses = false
      // A refusal costs the addresses, not the definition: the domain may have stopped meanwhile.
      if (failedWith(cause, 'host.lost', 'domain.missing')) throw cause
      return []
    }
  }
}
