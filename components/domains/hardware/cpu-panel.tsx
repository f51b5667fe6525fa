'use client'

import { useQuery } from '@tanstack/react-query'
import { useAnswers } from '@/components/data/services.ts'
import { ScheduleCard } from './schedule-card.tsx'
import type { HardwareSubject } from './subject.ts'
import { VcpuCard } from './vcpu-card.tsx'
import { VcpuCountCard } from './vcpu-count-card.tsx'

/** The virtual CPUs: how many, where they run, and what share of the host they get. */
export function CpuPanel(subject: HardwareSubject) {
  const { connection, domain } = subject
  const { data: node } = useQuery(
    useAnswers().connections.node.queryOptions({ input: { connection }, staleTime: 60_000 }),
  )
  const hostCpus = node?.cpus ?? null
  return (
    <>
      <VcpuCountCard {...subject} hostCpus={hostCpus} />
      <VcpuCard connection={connection} domain={domain} hostCpus={hostCpus} />
      <ScheduleCard connection={connection} domain={domain} />
    </>
  )
}
