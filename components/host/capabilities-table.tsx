import type { ReactNode } from 'react'
import { formatKiB } from '@/lib/format.ts'
import type { Capabilities, GuestCapabilities } from '@/lib/xml/capabilities.ts'
import { Fact, Facts } from '@/components/ui/card.tsx'

const words = (list: readonly string[]): string => (list.length === 0 ? 'none' : list.join(', '))

/** A long list folded away behind its count. */
const Folded = ({ list, one, many }: { list: readonly string[]; one: string; many: string }) =>
  list.length <= 4 ? (
    words(list)
  ) : (
    <details>
      <summary className="w-fit rounded-sm hover:text-accent">
        <span className="num">{list.length}</span> {list.length === 1 ? one : many}
      </summary>
      <p className="mono max-h-48 overflow-y-auto text-muted wrap-anywhere">{list.join(' ')}</p>
    </details>
  )

const HostPart = ({
  capabilities: { cpu, iommu, migration, powerManagement, security, cells },
}: {
  capabilities: Capabilities
}) => (
  <Facts>
    <Fact name="Architecture">{cpu.arch ?? 'unknown'}</Fact>
    {cpu.model !== null && (
      <Fact name="CPU model">{[cpu.model, cpu.vendor].filter(Boolean).join(', ')}</Fact>
    )}
    <Fact name="CPU features">
      <Folded list={cpu.features} one="feature" many="features" />
    </Fact>
    {iommu !== null && <Fact name="IOMMU">{iommu ? 'yes' : 'no'}</Fact>}
    <Fact name="Live migration">
      {migration.live ? `yes, by ${words(migration.transports)}` : 'no'}
    </Fact>
    {powerManagement.length > 0 && <Fact name="Sleep states">{words(powerManagement)}</Fact>}
    {security.length > 0 && (
      <Fact name="Confinement">{words(security.map(({ model }) => model))}</Fact>
    )}
    {cells.length > 0 && (
      <Fact name="NUMA cells">
        {cells.map(({ id, memory, cpus }) => (
          <div key={id} className="num">
            {id}: {cpus.length} processors{memory !== null && `, ${formatKiB(memory)}`}
          </div>
        ))}
      </Fact>
    )}
  </Facts>
)

const cell = 'border-b border-line px-2 py-1.5 text-left align-top first:ps-0'

const Head = ({ children }: { children: ReactNode }) => (
  <th scope="col" className={`${cell} text-small font-medium text-muted`}>
    {children}
  </th>
)

const GuestRow = ({ guest }: { guest: GuestCapabilities }) => (
  <tr>
    <th scope="row" className={`${cell} font-strong`}>
      {guest.arch}
    </th>
    <td className={cell}>{guest.osType}</td>
    <td className={cell}>{words(guest.domainTypes)}</td>
    <td className={`${cell} mono`}>{guest.emulator ?? '–'}</td>
    <td className={cell}>
      <Folded list={guest.machines} one="machine" many="machines" />
    </td>
  </tr>
)

/** What the host is and which guests it can run, in words. */
export const CapabilitiesTable = ({ capabilities }: { capabilities: Capabilities }) => (
  <div className="grid grid-cols-1 gap-x-8 gap-y-4 broad:grid-cols-[20rem_minmax(0,1fr)]">
    <HostPart capabilities={capabilities} />
    <section
      aria-label="Guests it can run"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className="min-w-0 overflow-x-auto"
    >
      <table className="w-full border-collapse">
        <thead>
          <tr>
            <Head>Guests</Head>
            <Head>Kind</Head>
            <Head>Run by</Head>
            <Head>Emulator</Head>
            <Head>Chipsets</Head>
          </tr>
        </thead>
        <tbody>
          {capabilities.guests.map((guest) => (
            <GuestRow key={`${guest.arch} ${guest.osType}`} guest={guest} />
          ))}
        </tbody>
      </table>
      {capabilities.guests.length === 0 && <p className="py-2 text-muted">None it tells of.</p>}
    </section>
  </div>
)
