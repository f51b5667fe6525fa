import { comparedFacts } from '@/lib/xml/devices/facts.ts'
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
  const facts = comparedFacts((now ?? later)!, (later ?? now)!)
  return (
    <>
      {change !== null && <p className="mb-2 text-pause">{says[change]}</p>}
      {facts.length === 0 && <p className="text-muted">It says nothing of itself.</p>}
      <Facts>
        {facts.map(({ name, now: value, later: then }) => (
          <Fact key={name} name={name}>
            {value === null ? (
              <span className="text-muted">none</span>
            ) : copied.includes(name) ? (
              <CopyText text={value} />
            ) : (
              value
            )}
            <ThenNote now={value} later={then} />
          </Fact>
        ))}
      </Facts>
    </>
  )
}
