'use client'

import { useRouter } from 'next/navigation'
import { paths } from '@/lib/paths.ts'
import type { WrittenDefinition } from '@/lib/xml/read-definition.ts'
import { useActions } from '@/components/data/use-action.ts'
import { useHostChange } from '@/components/data/use-change.ts'
import { useDomains } from '@/components/data/use-domains.ts'
import { useSettled } from '@/components/data/use-settled.ts'

/** What becomes of a new machine: its definition is kept, kept and run, or run once and forgotten. */
export const fates = ['keep', 'run', 'once', 'paused'] as const
export type Fate = (typeof fates)[number]

/** Makes a machine of a definition and leads to its page; what its host says against it is said in place. */
export function useMakeMachine(connection: string) {
  const { whyNot, settle } = useHostChange(connection)
  const { waits, problem, settle: follow } = useSettled()
  const domains = useDomains(connection)
  const act = useActions()
  const router = useRouter()
  const named = (name: string) => {
    for (const domain of domains?.values() ?? []) if (domain.name === name) return domain.uuid
    return null
  }
  const make = async (xml: string, fate: Fate, reading: WrittenDefinition & { ok: true }) => {
    const ended = await follow((looking) =>
      fate === 'keep' || fate === 'run'
        ? settle('define', { xml }, looking)
        : settle('create', { xml, paused: fate === 'paused' }, looking),
    )
    if (ended === null) return
    const uuid = ended.domain ?? named(reading.name)
    // how that ends is told on its page
    if (fate === 'run' && uuid !== null) void act(connection, uuid, 'start')
    router.push(uuid === null ? paths.connection(connection) : paths.domain(connection, uuid))
  }
  return {
    whyNot: (fate: Fate) => whyNot(fate === 'keep' || fate === 'run' ? 'define' : 'create'),
    waits,
    problem,
    make,
  }
}
