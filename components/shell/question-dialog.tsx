'use client'

import { useMutation } from '@tanstack/react-query'
import { connectionName } from '@/lib/client/connection-name.ts'
import { asApiError, sentenceOf } from '@/lib/client/request-failed.ts'
import type { Answer, QuestionRow } from '@/lib/contract/opening.ts'
import { useAnswers } from '@/components/data/services.ts'
import { useConnection } from '@/components/data/use-connections.ts'
import { Problem } from '@/components/ui/problem.tsx'
import { Countdown } from '@/components/ui/relative-time.tsx'
import type { Asks } from './asks.ts'
import { CredentialsDialog } from './credentials-dialog.tsx'
import { HostKeyDialog } from './host-key-dialog.tsx'

/** A question that waits for this person. `others`: how many more wait behind it. */
export function QuestionDialog({
  row,
  others,
  onAnswered,
}: {
  row: QuestionRow
  others: number
  onAnswered: () => void
}) {
  const send = useMutation(
    useAnswers().questions.answer.mutationOptions({
      meta: { inPlace: true },
      onSuccess: onAnswered,
    }),
  )
  const failure = send.isError ? asApiError(send.error) : null
  const gone = failure?.code === 'question.gone'
  const answer = (given: Answer) => send.mutate({ question: row.id, answer: given })
  const asks: Asks = {
    row,
    answer,
    // there is nobody left to tell
    cancel: () => (gone ? onAnswered() : answer({ kind: 'cancel' })),
    whyNot: send.isPending ? 'Your answer is on its way.' : null,
  }
  const aside = (
    <>
      {failure && <Problem says={sentenceOf(failure)} detail={failure.detail} />}
      <WhatFor row={row} others={others} />
    </>
  )
  const { question } = row
  return question.kind === 'host-key' ? (
    <HostKeyDialog asks={asks} question={question}>
      {aside}
    </HostKeyDialog>
  ) : (
    <CredentialsDialog asks={asks} question={question}>
      {aside}
    </CredentialsDialog>
  )
}

/** Which connection it is for, how long it waits, and whether more is asked after it. */
function WhatFor({
  row: { uri, connection, until },
  others,
}: {
  row: QuestionRow
  others: number
}) {
  const known = useConnection(connection ?? '')
  return (
    <div className="grid min-w-0 gap-0.5 text-small text-muted">
      <div className="min-w-0 truncate" data-tip={uri}>
        For {known && <bdi className="text-text">{connectionName(known)} </bdi>}
        <span className="mono">{uri}</span>
      </div>
      <div>
        Waits for you: <Countdown until={until} />
        {others > 0 && `, then ${others} more ${others === 1 ? 'question' : 'questions'}`}
      </div>
    </div>
  )
}
