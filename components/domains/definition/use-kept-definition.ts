'use client'

import { useQuery } from '@tanstack/react-query'
import { useAnswers } from '@/components/data/services.ts'
import { useAgain } from '../hardware/use-again.ts'

/** A machine's definition as its host keeps it (what runs next), asked for again whenever it may be another. */
export function useKeptDefinition(connection: string, uuid: string) {
  const answer = useQuery(
    useAnswers().domains.xml.queryOptions({
      input: { connection, domain: uuid, inactive: 'true' },
    }),
  )
  useAgain(connection, uuid, () => void answer.refetch())
  return answer
}
