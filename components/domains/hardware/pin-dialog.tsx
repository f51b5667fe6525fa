'use client'

import { useState } from 'react'
import type { DomainRow } from '@/lib/contract/live.ts'
import { readCpuSet, writeCpuSet } from '@/lib/libvirt/cpu-set.ts'
import type { VcpuReport } from '@/lib/libvirt/vcpus.ts'
import { whyNotCpus } from '@/lib/libvirt/why-not-cpus.ts'
import { useChange } from '@/components/data/use-change.ts'
import { useSettled } from '@/components/data/use-settled.ts'
import { Button } from '@/components/ui/button.tsx'
import { Field } from '@/components/ui/field.tsx'
import { FormDialog } from '@/components/ui/form-dialog.tsx'
import { Input } from '@/components/ui/input.tsx'
import { AffectsChoice } from './affects-choice.tsx'
import { problemOfSide } from './problem-of-side.ts'
import { useAffects } from './use-affects.ts'

const everywhere = (hostCpus: number): string =>
  writeCpuSet(Array.from({ length: hostCpus }, (_, cpu) => cpu))

/** On which of the host's CPUs one virtual CPU may run. */
export function PinDialog({
  connection,
  domain,
  vcpu: { vcpu, cpus },
  hostCpus,
  onClose,
}: {
  connection: string
  domain: DomainRow
  vcpu: VcpuReport
  hostCpus: number | null
  onClose: () => void
}) {
  const { whyNot, settle } = useChange(connection, domain.uuid)
  const { waits, problem, settle: follow } = useSettled()
  const affects = useAffects(domain)
  const [text, setText] = useState(() => writeCpuSet(cpus))
  const wrong = whyNotCpus(text, hostCpus)
  const pin = async () => {
    const asked = { vcpu, cpus: readCpuSet(text) ?? [], affects: affects.value }
    if (await follow((looking) => settle('pinVcpu', asked, looking))) onClose()
  }
  return (
    <FormDialog
      title={`Pin vCPU ${vcpu} of ${domain.name}`}
      says="It runs only on these CPUs of the host."
      act="Pin"
      whyNot={whyNot('pinVcpu') ?? wrong}
      waits={waits}
      problem={problemOfSide(problem, affects.offered)}
      onSubmit={() => void pin()}
      onClose={onClose}
      className="max-w-xl"
    >
      <Field
        label="CPUs"
        error={wrong}
        help={
          hostCpus === null
            ? 'As 0-3,5; a ^ takes one out again: 0-5,^4.'
            : `As 0-3,5; a ^ takes one out again: 0-5,^4. The host has ${everywhere(hostCpus)}.`
        }
      >
        {(control) => (
          <span className="flex gap-2">
            <Input
              {...control}
              code
              data-autofocus
              autoComplete="off"
              spellCheck={false}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
            {hostCpus !== null && (
              <Button onClick={() => setText(everywhere(hostCpus))}>All</Button>
            )}
          </span>
        )}
      </Field>
      <AffectsChoice {...affects} />
    </FormDialog>
  )
}
