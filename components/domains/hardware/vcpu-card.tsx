'use client'

import { useQuery } from '@tanstack/react-query'
import { RotateCw } from 'lucide-react'
import { asApiError, sentenceOf } from '@/lib/client/request-failed.ts'
import type { DomainRow } from '@/lib/contract/live.ts'
import { failureKinds } from '@/lib/failure.ts'
import type { VcpuReport } from '@/lib/libvirt/vcpus.ts'
import { useAnswers } from '@/components/data/services.ts'
import { lacksOf, useChange } from '@/components/data/use-change.ts'
import { useConnection } from '@/components/data/use-connections.ts'
import { useParam } from '@/components/shell/use-param.ts'
import { Card } from '@/components/ui/card.tsx'
import { IconButton } from '@/components/ui/icon-button.tsx'
import { Problem } from '@/components/ui/problem.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'
import { PinDialog } from './pin-dialog.tsx'
import { useAgain } from './use-again.ts'
import { VcpuTable } from './vcpu-table.tsx'

const pinOf = (dialog: string | null): number | null =>
  dialog !== null && /^pin-\d{1,5}$/.test(dialog) ? Number(dialog.slice(4)) : null

/** Each virtual CPU: what it does, where it runs, and where it may. */
export function VcpuCard({
  connection,
  domain,
  hostCpus,
}: {
  connection: string
  domain: DomainRow
  hostCpus: number | null
}) {
  const lacks = lacksOf(useConnection(connection)).includes('vcpus')
  const { data, error, refetch } = useQuery(
    useAnswers().domains.vcpus.queryOptions({
      input: { connection, domain: domain.uuid },
      enabled: !lacks,
    }),
  )
  useAgain(connection, domain.uuid, () => {
    if (!lacks) void refetch()
  })
  const { whyNot } = useChange(connection, domain.uuid)
  const [dialog, open] = useParam('dialog')
  const pinned: VcpuReport | undefined = data?.find(({ vcpu }) => vcpu === pinOf(dialog))
  return (
    <Card
      title="vCPUs"
      aside={
        !lacks && (
          <IconButton small label="Read again" icon={RotateCw} onClick={() => void refetch()} />
        )
      }
    >
      {lacks ? (
        <p className="text-muted">{failureKinds['host.unsupported'].say}</p>
      ) : data !== undefined ? (
        <VcpuTable
          vcpus={data}
          hostCpus={hostCpus}
          whyNotPin={whyNot('pinVcpu')}
          onPin={(vcpu) => open(`pin-${vcpu}`)}
        />
      ) : error !== null ? (
        <Problem says={sentenceOf(asApiError(error))} detail={asApiError(error).detail} />
      ) : (
        <Skeleton className="h-20 w-full" />
      )}
      {pinned && (
        <PinDialog
          connection={connection}
          domain={domain}
          vcpu={pinned}
          hostCpus={hostCpus}
          onClose={() => open(null)}
        />
      )}
    </Card>
  )
}
