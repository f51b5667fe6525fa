'use client'

import { paths } from '@/lib/paths.ts'
import { Card } from '@/components/ui/card.tsx'
import { Link } from '@/components/ui/link.tsx'
import { HappeningLine } from './happening-line.tsx'
import { useHappenings } from './use-happenings.ts'

const most = 7

/** The newest of what happened to it. */
export function LatelyCard({ connection, uuid }: { connection: string; uuid: string }) {
  const { happenings } = useHappenings(connection, uuid)
  return (
    <Card
      title="Lately"
      aside={
        <Link
          href={paths.domainLog(connection, uuid)}
          className="rounded-sm hover:text-accent hover:underline"
        >
          Log
        </Link>
      }
    >
      {happenings.length === 0 ? (
        <p className="text-muted">Nothing since Oirase began to watch.</p>
      ) : (
        <ol className="grid gap-1">
          {happenings.slice(0, most).map((happening) => (
            <li key={happening.key} className="min-w-0">
              <HappeningLine happening={happening} />
            </li>
          ))}
        </ol>
      )}
    </Card>
  )
}
