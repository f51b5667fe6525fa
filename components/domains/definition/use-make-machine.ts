'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useEffectEvent, useState } from 'react'
import { paths } from '@/lib/paths.ts'
import type { Milliseconds } from '@/lib/units.ts'
import type { WrittenDefinition } from '@/lib/xml/read-definition.ts'
import { useActions } from '@/components/data/use-action.ts'
import { useHostChange } from '@/components/data/use-change.ts'
import { useDomains } from '@/components/data/use-domains.ts'
import { useSettled } from '@/components/data/use-settled.ts'

/** What becomes of a new machine: its definition is kept, kept and run, or run once and forgotten. */
export const fates = ['keep', 'run', 'once', 'paused'] as const
export type Fate = (typeof fates)[number]

/** One that is run once may have ended before any list has it. */
const listedWithin: Milliseconds = 5_000

/** A machine that its host has just made. */
interface Made {
  uuid: string | null
  name: string
  fate: Fate
}

/** Makes a machine of a definition and leads to its page; what its host says against it is said in place. */
export function useMakeMachine(connection: string) {
  const { whyNot, settle } = useHostChange(connection)
  const { waits, problem, settle: follow } = useSettled()
  const domains = useDomains(connection)
  const act = useActions()
  const router = useRouter()
  const [made, setMade] = useState<Made | null>(null)
  const listed = [...(domains?.values() ?? [])].find(({ uuid, name }) =>
    made?.uuid ? uuid === made.uuid : name === made?.name,
  )
  const uuid = listed?.uuid ?? null
  const lead = useEffectEvent(() => {
    // how that ends is told on its page
    if (made?.fate === 'run' && uuid !== null) void act(connection, uuid, 'start')
    router.push(uuid === null ? paths.connection(connection) : paths.domain(connection, uuid))
  })
  useEffect(() => {
    if (made === null) return
    // nothing can be asked of it before it is listed
    const timer = setTimeout(() => lead(), uuid === null ? listedWithin : 0)
    return () => clearTimeout(timer)
  }, [made, uuid])
  const make = async (xml: string, fate: Fate, reading: WrittenDefinition & { ok: true }) => {
    const ended = await follow((looking) =>
      fate === 'keep' || fate === 'run'
        ? settle('define', { xml }, looking)
        : settle('create', { xml, paused: fate === 'paused' }, looking),
    )
    if (ended !== null) setMade({ uuid: ended.domain, name: reading.name, fate })
  }
  return {
    whyNot: (fate: Fate) => whyNot(fate === 'keep' || fate === 'run' ? 'define' : 'create'),
    waits: waits || made !== null,
    problem,
    make,
  }
}
