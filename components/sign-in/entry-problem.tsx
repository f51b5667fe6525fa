import { sentenceOf } from '@/lib/client/request-failed.ts'
import type { ApiError } from '@/lib/contract/errors.ts'
import { Problem } from '@/components/ui/problem.tsx'

/** Why it did not let in. What is wrong with a field is said itself, without unfolding. */
export const EntryProblem = ({ error }: { error: ApiError | null }) =>
  error && (
    <Problem
      says={
        error.code === 'request.invalid' && error.detail !== null ? error.detail : sentenceOf(error)
      }
    />
  )
