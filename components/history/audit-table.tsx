'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { holdsWords } from '@/lib/client/holds-words.ts'
import { asApiError, sentenceOf } from '@/lib/client/request-failed.ts'
import { verbWords } from '@/lib/client/verb-words.ts'
import type { AuditRow } from '@/lib/contract/http.ts'
import { type FailureCode, failureKinds } from '@/lib/failure.ts'
import { useAnswers } from '@/components/data/services.ts'
import { Banner } from '@/components/ui/banner.tsx'
import { Button } from '@/components/ui/button.tsx'
import { FailedState } from '@/components/ui/failed-state.tsx'
import { Pill } from '@/components/ui/pill.tsx'
import { RelativeTime } from '@/components/ui/relative-time.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'
import { cell, HistoryTable } from './history-table.tsx'

const heads = ['When', 'Who', 'From', 'What', 'On what', 'Result', 'Particulars']

function useAudit() {
  return useInfiniteQuery(
    useAnswers().audit.list.infiniteOptions({
      input: (before: number | undefined) => ({ before }),
      initialPageParam: undefined as number | undefined,
      // rows are numbered from 1 without gaps: below the first there is nothing
      getNextPageParam: ({ rows }) => {
        const last = rows.at(-1)?.id ?? 1
        return last > 1 ? last : undefined
      },
    }),
  )
}

/** Every change and every refusal, chained by hashes: a row that was altered or removed shows. */
export function AuditTable({ filter }: { filter: string }) {
  const audit = useAudit()
  const { data: { pages } = { pages: [] } } = audit
  const rows = pages.flatMap((page) => page.rows)
  const broken = pages.some(({ intact }) => !intact)
  if (audit.error) {
    return (
      <FailedState
        title="The audit did not come"
        says={sentenceOf(asApiError(audit.error))}
        onRetry={() => void audit.refetch()}
      />
    )
  }
  return (
    <>
      {broken && (
        <Banner
          tone="bad"
          says="The chain of these rows is broken: something in the audit was changed or removed from outside."
        />
      )}
      <HistoryTable label="Audit" heads={heads} busy={audit.status === 'pending'}>
        {audit.status === 'pending' && <SkeletonRow />}
        {rows
          .filter((row) =>
            holdsWords(
              filter,
              row.person,
              row.address,
              verbWords(row.verb),
              row.subject,
              row.result,
            ),
          )
          .map((row) => (
            <AuditTableRow key={row.id} row={row} />
          ))}
        {audit.hasNextPage && (
          <tr>
            <td colSpan={heads.length} className="py-3 text-center">
              <Button
                small
                onClick={() => void audit.fetchNextPage()}
                whyNot={audit.isFetchingNextPage ? 'They are on their way.' : null}
              >
                Older ones
              </Button>
            </td>
          </tr>
        )}
      </HistoryTable>
    </>
  )
}

const isFailure = (result: string): result is FailureCode => Object.hasOwn(failureKinds, result)

const AuditTableRow = ({ row }: { row: AuditRow }) => (
  <tr className="border-b border-line">
    <td className={`${cell} text-muted`}>
      <RelativeTime at={row.at} />
    </td>
    <td className={cell}>{row.person ? <bdi>{row.person}</bdi> : <i>a stranger</i>}</td>
    <td className={`${cell} mono`}>{row.address}</td>
    <td className={`${cell} font-strong whitespace-nowrap`}>{verbWords(row.verb)}</td>
    <td className={`${cell} mono max-w-120 wrap-anywhere`}>{row.subject}</td>
    <td className={cell}>
      {isFailure(row.result) ? (
        <Pill tone="bad" why={failureKinds[row.result].say}>
          {row.result}
        </Pill>
      ) : (
        <Pill tone="run">{row.result}</Pill>
      )}
    </td>
    <td className={`${cell} mono max-w-80 wrap-anywhere text-muted`}>{row.detail}</td>
  </tr>
)

const SkeletonRow = () => (
  <tr>
    <td colSpan={heads.length} className="px-4.5 py-3">
      <Skeleton className="h-3 w-2/3" />
    </td>
  </tr>
)
