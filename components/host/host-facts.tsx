import type { nodeReport } from '@/lib/contract/http.ts'
import type { ConnectionRow } from '@/lib/contract/live.ts'
import { formatKiB } from '@/lib/format.ts'
import { Card, Fact, Facts } from '@/components/ui/card.tsx'
import { CopyText } from '@/components/ui/copy-button.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'

export type NodeReport = (typeof nodeReport)['_output']

/** "2 × 8 × 2" said in words: what the host's CPUs are arranged in. */
const topology = ({ nodes, sockets, cores, threads }: NodeReport): string =>
  [
    nodes > 1 ? `${nodes} NUMA cells` : null,
    `${sockets} ${sockets === 1 ? 'socket' : 'sockets'}`,
    `${cores} ${cores === 1 ? 'core' : 'cores'}`,
    `${threads} ${threads === 1 ? 'thread' : 'threads'}`,
  ]
    .filter((part) => part !== null)
    .join(' × ')

const cpuSpeed = (mhz: number): string => (mhz === 0 ? '' : ` at ${(mhz / 1000).toFixed(1)} GHz`)

/** What the host says of itself. */
export const HostFacts = ({ row, node }: { row: ConnectionRow; node: NodeReport | null }) => (
  <Card title="Host">
    {node === null ? (
      <div aria-busy="true" className="grid gap-2.5">
        {[0, 1, 2, 3, 4, 5].map((line) => (
          <Skeleton key={line} className="h-3.5 w-full" />
        ))}
      </div>
    ) : (
      <Facts>
        {node.hostname !== null && (
          <Fact name="Name">
            <CopyText text={node.hostname} />
          </Fact>
        )}
        <Fact name="Hypervisor">
          <span className="num">
            {node.hypervisor} {node.version}
          </span>
        </Fact>
        {node.libraryVersion !== null && (
          <Fact name="libvirt">
            <span className="num">{node.libraryVersion}</span>
          </Fact>
        )}
        <Fact name="CPU">{node.model}</Fact>
        <Fact name="Processors">
          <span className="num">
            {node.cpus}
            {cpuSpeed(node.mhz)}
          </span>
        </Fact>
        <Fact name="Arranged in">
          <span className="num">{topology(node)}</span>
        </Fact>
        <Fact name="Memory">
          <span className="num">{formatKiB(node.memory)}</span>
        </Fact>
        <Fact name="Machines">
          <span className="num">
            {row.running} running of {row.total}
          </span>
        </Fact>
        <Fact name="Address">
          <CopyText text={row.uri} />
        </Fact>
      </Facts>
    )}
  </Card>
)
