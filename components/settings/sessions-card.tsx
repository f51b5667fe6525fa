'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { agentWords } from '@/lib/client/agent-words.ts'
import { asApiError, sentenceOf } from '@/lib/client/request-failed.ts'
import type { SessionRow } from '@/lib/contract/people.ts'
import { useAnswers, useServices } from '@/components/data/services.ts'
import { useSignOut } from '@/components/shell/account-menu.tsx'
import { Button } from '@/components/ui/button.tsx'
import { Card } from '@/components/ui/card.tsx'
import { FailedState } from '@/components/ui/failed-state.tsx'
import { RelativeTime } from '@/components/ui/relative-time.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'

/** The places one is signed in at; each can be ended from here. */
export function SessionsCard() {
  const sessions = useQuery(useAnswers().session.list.queryOptions())
  return (
    <Card title="Signed in at">
      {sessions.data === undefined && !sessions.error && <Skeleton className="h-10 w-full" />}
      {sessions.error && (
        <FailedState
          title="The list did not come"
          says={sentenceOf(asApiError(sessions.error))}
          onRetry={() => void sessions.refetch()}
        />
      )}
      <ul>
        {sessions.data?.map((session) => (
          <SessionLine key={session.id} session={session} />
        ))}
      </ul>
    </Card>
  )
}

function SessionLine({ session }: { session: SessionRow }) {
  const { answers, client } = useServices()
  const signOut = useSignOut()
  const revoke = useMutation(
    answers.session.revoke.mutationOptions({
      onSuccess: () => client.invalidateQueries({ queryKey: answers.session.list.key() }),
    }),
  )
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line py-2 first:border-t-0">
      <div className="min-w-0 flex-1">
        <div data-tip={session.agent}>
          {agentWords(session.agent)}
          {session.here && <span className="text-muted"> · this one</span>}
        </div>
        <div className="text-small text-muted">
          <span className="mono">{session.address}</span> · seen{' '}
          <RelativeTime at={session.seenAt} /> · signed in <RelativeTime at={session.startedAt} />
        </div>
      </div>
      {session.here ? (
        <Button small onClick={signOut}>
          Sign out
        </Button>
      ) : (
        <Button
          small
          tone="danger"
          onClick={() => revoke.mutate({ session: session.id })}
          whyNot={revoke.isPending ? 'It is being ended.' : null}
        >
          End
        </Button>
      )}
    </li>
  )
}
