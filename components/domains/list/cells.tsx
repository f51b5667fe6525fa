import type { ReactNode } from 'react'
import type { ColumnKey } from '@/lib/client/list/columns.ts'
import { formatKiB, unknown } from '@/lib/format.ts'
import { isActive } from '@/lib/libvirt/domain-state.ts'
import { stateBadge } from '@/lib/libvirt/words.ts'
import { paths } from '@/lib/paths.ts'
import { Chip } from '@/components/ui/chip.tsx'
import { Pill } from '@/components/ui/pill.tsx'
import { RelativeTime } from '@/components/ui/relative-time.tsx'
import type { CellProps } from './cell-props.ts'
import { CpuCell, DiskCell, MemoryCell, NetworkCell } from './load-cells.tsx'

const none = <span className="text-faint">{unknown}</span>

const NameCell = ({ connection, domain }: CellProps) => (
  <>
    <a
      href={paths.domain(connection, domain.uuid)}
      tabIndex={-1}
      dir="auto"
      data-preview={isActive(domain.state) ? '' : undefined}
      data-tip={domain.name.length > 24 && !isActive(domain.state) ? domain.name : undefined}
      className="max-w-full truncate rounded-sm font-strong hover:text-accent hover:underline"
    >
      {domain.name}
    </a>
    {domain.details?.title && (
      <span
        dir="auto"
        data-tip={domain.details.title.length > 24 ? domain.details.title : undefined}
        className="min-w-0 flex-1 truncate text-muted max-desk:hidden"
      >
        {domain.details.title}
      </span>
    )}
  </>
)

const StateCell = ({ domain }: CellProps) => {
  const { label, tone } = stateBadge(domain)
  return (
    <>
      <Pill tone={tone} why={domain.reason === 'unknown' ? undefined : `Why: ${domain.reason}`}>
        {label}
      </Pill>
      {domain.since !== null && (
        <RelativeTime bare at={domain.since} className="text-faint max-desk:hidden" />
      )}
    </>
  )
}

const AddressCell = ({ domain }: CellProps) => {
  const [first, ...others] = domain.details?.addresses ?? []
  if (first === undefined) return null
  return (
    <span
      className="mono truncate"
      data-tip={others.length > 0 ? [first, ...others].join('\n') : undefined}
    >
      {first}
      {others.length > 0 && <span className="text-faint"> +{others.length}</span>}
    </span>
  )
}

/** How each column's cells are drawn. */
export const cells: Record<ColumnKey, (props: CellProps) => ReactNode> = {
  name: NameCell,
  state: StateCell,
  cpu: CpuCell,
  memory: MemoryCell,
  disk: DiskCell,
  network: NetworkCell,
  address: AddressCell,
  vcpus: ({ domain }) => <span className="num">{domain.vcpus}</span>,
  system: ({ domain }) => <span className="truncate">{domain.details?.system ?? none}</span>,
  maxMemory: ({ domain }) => <span className="num">{formatKiB(domain.maxMemory)}</span>,
  autostart: ({ domain }) => (domain.autostart ? 'yes' : <span className="text-faint">no</span>),
  tags: ({ tags }) =>
    tags === '' ? none : tags.split('\n').map((tag) => <Chip key={tag}>{tag}</Chip>),
  connection: ({ connection, place }) => (
    <a
      href={paths.connection(connection)}
      tabIndex={-1}
      className="truncate rounded-sm hover:text-accent hover:underline"
    >
      {place}
    </a>
  ),
  uuid: ({ domain }) => <span className="mono truncate">{domain.uuid}</span>,
}
