'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { asApiError, sentenceOf } from '@/lib/client/request-failed.ts'
import type { DomainRow } from '@/lib/contract/live.ts'
import { failureKinds } from '@/lib/failure.ts'
import type { Schedule } from '@/lib/libvirt/vcpus.ts'
import { useAnswers } from '@/components/data/services.ts'
import { lacksOf, useChange } from '@/components/data/use-change.ts'
import { useConnection } from '@/components/data/use-connections.ts'
import { useSettled } from '@/components/data/use-settled.ts'
import { Card } from '@/components/ui/card.tsx'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'
import { Problem } from '@/components/ui/problem.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'
import { AffectsChoice } from './affects-choice.tsx'
import { ChangeForm } from './change-form.tsx'
import { problemOfSide } from './problem-of-side.ts'
import { useAffects } from './use-affects.ts'
import { useAgain } from './use-again.ts'

interface CardProps {
  connection: string
  domain: DomainRow
}

/** By what the host shares out its CPUs, and this machine's numbers of it. */
export function ScheduleCard({ connection, domain }: CardProps) {
  const lacks = lacksOf(useConnection(connection)).includes('schedule')
  const { data, error, refetch } = useQuery(
    useAnswers().domains.schedule.queryOptions({
      input: { connection, domain: domain.uuid },
      enabled: !lacks,
    }),
  )
  useAgain(connection, domain.uuid, () => {
    if (!lacks) void refetch()
  })
  return (
    <Card title="Scheduling">
      {lacks ? (
        <p className="text-muted">{failureKinds['host.unsupported'].say}</p>
      ) : data !== undefined ? (
        <ScheduleForm connection={connection} domain={domain} schedule={data} />
      ) : error !== null ? (
        <Problem says={sentenceOf(asApiError(error))} detail={asApiError(error).detail} />
      ) : (
        <Skeleton className="h-16 w-full" />
      )}
    </Card>
  )
}

const isNumber = (text: string): boolean => /^\s*-?\d{1,20}(?:\.\d{1,6})?\s*$/.test(text)

function ScheduleForm({
  connection,
  domain,
  schedule: { type, parameters },
}: CardProps & { schedule: Schedule }) {
  const { whyNot, settle } = useChange(connection, domain.uuid)
  const { waits, problem, settle: follow } = useSettled()
  const affects = useAffects(domain)
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({})
  const changed = parameters.filter(
    ({ name, value }) => typed[name] !== undefined && Number(typed[name]) !== value,
  )
  const wrong = ({ name }: { name: string }) =>
    typed[name] === undefined || isNumber(typed[name]) ? null : 'A number is needed.'
  const barred = whyNot('setSchedule')
  const why =
    (parameters.some(wrong) ? 'A number is needed.' : null) ??
    (changed.length === 0 ? 'Nothing is changed.' : null)
  const apply = async () => {
    const asked = {
      parameters: changed.map(({ name }) => ({ name, value: Number(typed[name]) })),
      affects: affects.value,
    }
    if (await follow((looking) => settle('setSchedule', asked, looking))) setTyped({})
  }
  return (
    <ChangeForm
      barred={barred}
      wrong={why}
      effect={parameters.length > 0 && <AffectsChoice {...affects} />}
      waits={waits}
      problem={problemOfSide(problem, affects.offered)}
      onSubmit={() => void apply()}
    >
      <p>
        Scheduler <span className="mono">{type}</span>
        {parameters.length === 0 && (
          <span className="text-muted">, which has no numbers to set</span>
        )}
      </p>
      {parameters.map((parameter) => (
        <Field key={parameter.name} label={parameter.name} error={wrong(parameter)}>
          {(control) => (
            <Input
              {...control}
              inputMode="numeric"
              autoComplete="off"
              readOnly={barred !== null}
              value={typed[parameter.name] ?? String(parameter.value)}
              onChange={(event) => setTyped({ ...typed, [parameter.name]: event.target.value })}
              className="max-w-40"
            />
          )}
        </Field>
      ))}
    </ChangeForm>
  )
}
