import type { Client } from '@orpc/client'
import type { GeneralUtils, ProcedureUtils } from '@orpc/tanstack-query'
import type { Api } from './api.ts'
import { routes } from './routes.ts'

type Answer<Endpoint> =
  Endpoint extends Client<infer Context, infer Input, infer Output, infer Cause>
    ? Pick<
        ProcedureUtils<Context, Input, Output, Cause>,
        'queryOptions' | 'infiniteOptions' | 'mutationOptions'
      > &
        Pick<GeneralUtils<Input>, 'key'>
    : never

/**
 * Options for TanStack Query, for every endpoint: `answers.people.list.queryOptions()`. `key()` of an endpoint, or of a
 * noun (`answers.history.key()`), is the beginning of all keys below it, to invalidate them.
 */
export type Answers = {
  [Noun in keyof Api]: { [Verb in keyof Api[Noun]]: Answer<Api[Noun][Verb]> } & Pick<
    GeneralUtils<unknown>,
    'key'
  >
}

type Call = (input: unknown, options?: { signal: AbortSignal }) => Promise<unknown>

interface Given {
  input?: unknown
}
interface Asked {
  signal: AbortSignal
  pageParam: unknown
}

const answer = (noun: string, verb: string, call: Call) => ({
  key: () => [noun, verb],
  queryOptions: ({ input, ...rest }: Given = {}) => ({
    queryKey: [noun, verb, input],
    queryFn: ({ signal }: Asked) => call(input, { signal }),
    ...rest,
  }),
  infiniteOptions: ({ input, ...rest }: { input: (page: unknown) => unknown }) => ({
    queryKey: [noun, verb, 'pages'],
    queryFn: ({ signal, pageParam }: Asked) => call(input(pageParam), { signal }),
    ...rest,
  }),
  mutationOptions: (given: object = {}) => ({
    mutationFn: (input: unknown) => call(input),
    ...given,
  }),
})

/** oRPC's own version of this has the types used here, and brings 4 kB more for streams and contexts that nobody asks for. */
export function createAnswers(api: Api): Answers {
  const calls = api as unknown as Record<string, Record<string, Call>>
  const answers: Record<string, Record<string, unknown>> = {}
  for (const name of Object.keys(routes)) {
    const [noun = '', verb = ''] = name.split('.')
    const call: Call = (input, options) => calls[noun]![verb]!(input, options)
    answers[noun] ??= { key: () => [noun] }
    answers[noun][verb] = answer(noun, verb, call)
  }
  return answers as unknown as Answers
}
