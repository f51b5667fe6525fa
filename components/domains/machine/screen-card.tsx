'use client'

import { MonitorOff } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { ConnectionRow, DomainRow } from '@/lib/contract/live.ts'
import { isActive } from '@/lib/libvirt/domain-state.ts'
import { paths } from '@/lib/paths.ts'
import { Card } from '@/components/ui/card.tsx'
import { Icon } from '@/components/ui/icon.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'

const every = 4_000

/** A number that grows while the page is looked at, each time `every` has passed since the last picture. */
function useTurns(running: boolean, last: number) {
  const [turn, setTurn] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `last` starts the wait for the next one
  useEffect(() => {
    if (!running) return
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') setTurn((before) => before + 1)
    }, every)
    return () => clearInterval(timer)
  }, [running, last])
  return turn
}

const Nothing = ({ says }: { says: string }) => (
  <div className="grid aspect-4/3 place-items-center content-center gap-1 rounded-md bg-sunk text-center text-small text-muted">
    <Icon of={MonitorOff} size={20} />
    {says}
  </div>
)

/** The picture on the machine's first screen, every few seconds while it is looked at. */
function Picture({ source, name }: { source: string; name: string }) {
  const [shown, setShown] = useState<number | null>(null)
  const [failed, setFailed] = useState(false)
  const turn = useTurns(!failed, shown ?? -1)
  if (failed) return <Nothing says="This hypervisor gives no picture of its screen." />
  return (
    <div className="grid aspect-4/3 overflow-hidden rounded-md bg-sunk">
      {shown === null && <Skeleton className="col-start-1 row-start-1 size-full" />}
      {/* biome-ignore lint/performance/noImgElement: a picture that changes every few seconds is nothing to optimise */}
      <img
        src={`${source}?turn=${turn}`}
        alt={`The screen of ${name}`}
        onLoad={() => setShown(turn)}
        onError={() => setFailed(true)}
        className={`col-start-1 row-start-1 size-full object-contain ${shown === null ? 'opacity-0' : ''}`}
      />
    </div>
  )
}

export function ScreenCard({
  connection,
  domain,
}: {
  connection: ConnectionRow
  domain: DomainRow
}) {
  const reachable = connection.state.phase === 'open'
  return (
    <Card title="Screen">
      {!isActive(domain.state) ? (
        <Nothing says="It is off." />
      ) : reachable ? (
        <Picture
          key={domain.id}
          source={paths.screenshot(connection.id, domain.uuid)}
          name={domain.name}
        />
      ) : (
        <Nothing says="Its host is out of reach." />
      )}
    </Card>
  )
}
