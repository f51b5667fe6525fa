'use client'

import { type ReactNode, useState } from 'react'
import type { TaskRow } from '@/lib/contract/live.ts'
import type { Affects } from '@/lib/libvirt/changes.ts'
import { inUnit, type MemoryUnit, memoryUnits, readMemory, writeMemory } from '@/lib/memory-size.ts'
import type { KiB } from '@/lib/units.ts'
import { useSettled } from '@/components/data/use-settled.ts'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'
import { Select } from '@/components/ui/select.tsx'
import { ChangeForm } from './change-form.tsx'
import { problemOfSide } from './problem-of-side.ts'

const units = memoryUnits.map((unit) => ({ value: unit, label: unit }))

/** An amount of memory to be changed. It follows the host's until it is edited. */
export function MemoryForm({
  label,
  help,
  memory,
  unlike = false,
  whyNot,
  offered = ['config'],
  wrong = () => null,
  ask,
  effect,
}: {
  label: string
  help: string
  /** As it is. */
  memory: KiB
  /** Now and later differ, so that what stands here is worth asking for. */
  unlike?: boolean
  whyNot: string | null
  /** What it may touch. */
  offered?: readonly Affects[]
  /** What is wrong with an amount, or null. */
  wrong?: (kib: KiB) => string | null
  ask: (kib: KiB, looking: AbortSignal) => Promise<TaskRow>
  effect?: ReactNode
}) {
  const [typed, setTyped] = useState<{ amount: string; unit: MemoryUnit } | null>(null)
  const { waits, problem, settle } = useSettled()
  const { amount, unit } = typed ?? writeMemory(memory)
  const kib = readMemory(amount, unit)
  const error =
    typed === null ? null : kib === null ? 'An amount above zero is needed.' : wrong(kib)
  const same = kib === memory && !unlike ? 'Nothing is changed.' : null
  const apply = async () => {
    if (kib !== null && (await settle((looking) => ask(kib, looking)))) setTyped(null)
  }
  return (
    <ChangeForm
      barred={whyNot}
      wrong={error ?? same}
      effect={effect}
      waits={waits}
      problem={problemOfSide(problem, offered)}
      onSubmit={() => void apply()}
    >
      <Field label={label} help={help} error={error}>
        {(control) => (
          <span className="flex gap-2">
            <Input
              {...control}
              inputMode="decimal"
              autoComplete="off"
              readOnly={whyNot !== null}
              value={amount}
              onChange={(event) => setTyped({ amount: event.target.value, unit })}
              className="max-w-32"
            />
            <Select
              aria-label="Unit"
              options={units}
              value={unit}
              onChange={(next) =>
                setTyped({ amount: kib === null ? amount : inUnit(kib, next), unit: next })
              }
            />
          </span>
        )}
      </Field>
    </ChangeForm>
  )
}
