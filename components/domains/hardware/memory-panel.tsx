'use client'

import { useQuery } from '@tanstack/react-query'
import { formatKiB } from '@/lib/format.ts'
import type { Affects } from '@/lib/libvirt/changes.ts'
import type { KiB } from '@/lib/units.ts'
import { readResources } from '@/lib/xml/resources.ts'
import { useAnswers } from '@/components/data/services.ts'
import { useChange } from '@/components/data/use-change.ts'
import { Card, Fact, Facts } from '@/components/ui/card.tsx'
import { AffectsChoice } from './affects-choice.tsx'
import { MemoryForm } from './memory-form.tsx'
import type { HardwareSubject } from './subject.ts'
import { ThenNote } from './then-note.tsx'
import { useAffects } from './use-affects.ts'

const words = (kib: KiB | null): string | null => (kib === null ? null : formatKiB(kib))

/** What memory the machine has, and the most it may have. */
export function MemoryPanel({ connection, domain, definitions: { now, later } }: HardwareSubject) {
  const change = useChange(connection, domain.uuid)
  const affects = useAffects(domain)
  const { data: node } = useQuery(
    useAnswers().connections.node.queryOptions({ input: { connection }, staleTime: 60_000 }),
  )
  const here = readResources((now ?? later)!)
  const then = readResources((later ?? now)!)
  const side = (what: Affects) => (what === 'config' ? then : here)
  const { memory, maxMemory } = side(affects.value)
  const most = maxMemory ?? domain.maxMemory
  const tooMuch = (kib: KiB) =>
    kib > most ? `At most ${formatKiB(most)}: its maximum allocation.` : null
  return (
    <>
      <Card title="Memory">
        <Facts>
          {node && <Fact name="Host’s memory">{formatKiB(node.memory)}</Fact>}
          <Fact name="Now">
            <span className="num">{formatKiB(here.memory ?? domain.memory)}</span>
            <ThenNote now={words(here.memory)} later={words(then.memory)} />
          </Fact>
          <Fact name="At most">
            <span className="num">{formatKiB(here.maxMemory ?? domain.maxMemory)}</span>
            <ThenNote now={words(here.maxMemory)} later={words(then.maxMemory)} />
          </Fact>
        </Facts>
      </Card>
      <Card title="Current allocation">
        <MemoryForm
          label="Memory"
          help="What the guest may use now: its balloon gives back the rest."
          memory={memory ?? domain.memory}
          unlike={here.memory !== then.memory}
          whyNot={change.whyNot('setMemory')}
          offered={affects.offered}
          wrong={tooMuch}
          ask={(kib, looking) =>
            change.settle('setMemory', { memory: kib, affects: affects.value }, looking)
          }
          effect={<AffectsChoice {...affects} />}
        />
      </Card>
      <Card title="Maximum allocation">
        <MemoryForm
          label="Memory"
          help="What it starts with, and the most it can be given while it runs."
          memory={then.maxMemory ?? domain.maxMemory}
          whyNot={change.whyNot('setMaxMemory')}
          ask={(kib, looking) => change.settle('setMaxMemory', { memory: kib }, looking)}
        />
      </Card>
    </>
  )
}
