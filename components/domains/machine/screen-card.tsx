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

/** A machine that has just started has no picture for a moment; one that never has will not have one later. */
const patience = 3

/** Which picture is wanted, whether it is still on its way, which is shown, and how many in a row did not come. */
interface Reel {
  turn: number
  asked: boolean
  shown: number | null
  missed: number
}

const nextOf = (was: Reel): Reel => (was.asked ? was : { ...was, turn: was.turn + 1, asked: true })

/**
 * Asks for the next picture some time after the last came or did not come, while the page is looked at. One on its way
 * is waited for: to ask again would call it off, and a slow host would never be seen.
 */
function useReel() {
  const [reel, setReel] = useState<Reel>({ turn: 0, asked: true, shown: null, missed: 0 })
  const ended = reel.missed >= patience
  // biome-ignore lint/correctness/useExhaustiveDependencies: what came, or did not, starts the wait for the next
  useEffect(() => {
    if (ended) return
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') setReel(nextOf)
    }, every)
    return () => clearInterval(timer)
  }, [ended, reel.shown, reel.missed])
  return {
    reel,
    ended,
    came: () => setReel(({ turn }) => ({ turn, asked: false, shown: turn, missed: 0 })),
    missed: () => setReel((was) => ({ ...was, asked: false, missed: was.missed + 1 })),
  }
}

const Nothing = ({ says }: { says: string }) => (
  <div className="grid aspect-4/3 place-items-center content-center gap-1 rounded-md bg-sunk text-center text-small text-muted">
    <Icon of={MonitorOff} size={20} />
    {says}
  </div>
)

/** The picture on the machine's first screen, every few seconds while it is looked at. */
function Picture({ source, name }: { source: string; name: string }) {
  const { reel, ended, came, missed } = useReel()
  if (ended) return <Nothing says="This hypervisor gives no picture of its screen." />
  const waiting = reel.shown === null
  return (
    <div className="grid aspect-4/3 overflow-hidden rounded-md bg-sunk">
      {waiting && <Skeleton className="col-start-1 row-start-1 size-full" />}
      {/* biome-ignore lint/performance/noImgElement: a picture that changes every few seconds is nothing to optimise */}
      <img
        src={`${source}?turn=${reel.turn}`}
        alt={`The screen of ${name}`}
        onLoad={came}
        onError={missed}
        className={`col-start-1 row-start-1 size-full object-contain ${waiting || reel.missed > 0 ? 'opacity-0' : ''}`}
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
