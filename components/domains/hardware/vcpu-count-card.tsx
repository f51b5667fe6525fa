'use client'

import { useState } from 'react'
import { readResources } from '@/lib/xml/resources.ts'
import { useChange } from '@/components/data/use-change.ts'
import { useSettled } from '@/components/data/use-settled.ts'
import { Card, Fact, Facts } from '@/components/ui/card.tsx'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'
import { AffectsChoice } from './affects-choice.tsx'
import { ChangeForm } from './change-form.tsx'
import { problemOfSide } from './problem-of-side.ts'
import type { HardwareSubject } from './subject.ts'
import { ThenNote } from './then-note.tsx'
import { useAffects } from './use-affects.ts'

const whole = (text: string): number | null => (/^\d{1,5}$/.test(text.trim()) ? Number(text) : null)

function wrongCount(text: string, most: number | null): string | null {
  const count = whole(text)
  if (count === null || count < 1) return 'A whole number from 1 on is needed.'
  if (most !== null && count > most) return `At most ${most}: so many its definition allows.`
  return null
}

/** How many virtual CPUs the machine has, of which kind, and of how many it could have. */
export function VcpuCountCard({
  connection,
  domain,
  definitions: { now, later },
  hostCpus,
}: HardwareSubject & { hostCpus: number | null }) {
  const { whyNot, settle } = useChange(connection, domain.uuid)
  const { waits, problem, settle: follow } = useSettled()
  const affects = useAffects(domain)
  const [text, setText] = useState<string | null>(null)
  const here = readResources((now ?? later)!)
  const then = readResources((later ?? now)!)
  const { maxVcpus } = affects.value === 'config' ? then : here
  const vcpus = (affects.value === 'config' ? then.vcpus : here.vcpus) ?? domain.vcpus
  const value = text ?? String(vcpus)
  const wrong = text === null ? null : wrongCount(text, maxVcpus)
  const barred = whyNot('setVcpus')
  const same = Number(value) === vcpus && here.vcpus === then.vcpus ? 'Nothing is changed.' : null
  const apply = async () => {
    const asked = { vcpus: Number(value), affects: affects.value }
    if (await follow((looking) => settle('setVcpus', asked, looking))) setText(null)
  }
  return (
    <Card title="CPUs">
      <div className="grid items-start gap-x-8 gap-y-4 broad:grid-cols-[minmax(0,1fr)_18rem]">
        <ChangeForm
          barred={barred}
          wrong={wrong ?? same}
          effect={<AffectsChoice {...affects} />}
          waits={waits}
          problem={problemOfSide(problem, affects.offered)}
          onSubmit={() => void apply()}
        >
          <Field
            label="vCPU allocation"
            error={wrong}
            help={
              hostCpus !== null && Number(value) > hostCpus
                ? `The host has only ${hostCpus}: more than that can hurt performance.`
                : maxVcpus !== null && `Of at most ${maxVcpus}.`
            }
          >
            {(control) => (
              <Input
                {...control}
                inputMode="numeric"
                autoComplete="off"
                readOnly={barred !== null}
                value={value}
                onChange={(event) => setText(event.target.value)}
                className="max-w-24"
              />
            )}
          </Field>
        </ChangeForm>
        <Facts>
          <Fact name="Host’s CPUs">
            <span className="num">{hostCpus ?? '–'}</span>
          </Fact>
          <Fact name="Now">
            <span className="num">{domain.vcpus}</span>
            <ThenNote now={here.vcpus} later={then.vcpus} />
          </Fact>
          <Fact name="At most">
            <span className="num">{here.maxVcpus ?? '–'}</span>
            <ThenNote now={here.maxVcpus} later={then.maxVcpus} />
          </Fact>
          <Fact name="Model">
            {here.cpu ?? 'left to the hypervisor'}
            <ThenNote now={here.cpu} later={then.cpu} />
          </Fact>
          {here.topology !== null && (
            <Fact name="Topology">
              <span className="num">
                {here.topology.sockets} × {here.topology.cores} × {here.topology.threads}
              </span>{' '}
              sockets × cores × threads
            </Fact>
          )}
        </Facts>
      </div>
    </Card>
  )
}
