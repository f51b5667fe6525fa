import { factsOf } from '@/lib/xml/devices/facts.ts'
import type { HardwareDevice } from '@/lib/xml/devices/hardware.ts'
import { Fact, Facts } from '@/components/ui/card.tsx'
import { CopyText } from '@/components/ui/copy-button.tsx'
import { ThenNote } from './then-note.tsx'

/** What is worth copying. */
const copied = ['MAC address', 'Source', 'UUID', 'Address', 'Socket']

const says: Record<NonNullable<HardwareDevice['change']>, string> = {
  added: 'The machine has it after its next start.',
  removed: 'The machine has it until it stops.',
  changed: 'Parts of it will be different after its next start.',
}

/** A device's values; those that will be others after the next start with both. */
export function DeviceFacts({ device: { now, later, change } }: { device: HardwareDevice }) {
  const facts = factsOf((now ?? later)!)
  const then = new Map(factsOf((later ?? now)!).map(({ name, value }) => [name, value]))
  const differs = (name: string, value: string) =>
    change === 'changed' && then.get(name) !== value ? (then.get(name) ?? null) : value
  const more = change !== 'changed' ? [] : [...then].filter(([name]) => !has(facts, name))
  return (
    <>
      {change !== null && <p className="mb-2 text-pause">{says[change]}</p>}
      {facts.length + more.length === 0 && <p className="text-muted">It says nothing of itself.</p>}
      <Facts>
        {facts.map(({ name, value }) => (
          <Fact key={name} name={name}>
            {copied.includes(name) ? <CopyText text={value} /> : value}
            <ThenNote now={value} later={differs(name, value)} />
          </Fact>
        ))}
        {more.map(([name, value]) => (
          <Fact key={name} name={name}>
            <span className="text-muted">none</span>
            <ThenNote now={null} later={value} />
          </Fact>
        ))}
      </Facts>
    </>
  )
}

const has = (facts: readonly { name: string }[], name: string) =>
  facts.some((fact) => fact.name === name)
