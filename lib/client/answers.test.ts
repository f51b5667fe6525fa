import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { createAnswers } from './answers.ts'
import { createApi } from './api.ts'

function setUp() {
  const urls: string[] = []
  const api = createApi(
    async (url) => {
      urls.push(url)
      return Response.json({ rows: [{ id: 7 }], intact: true })
    },
    () => undefined,
  )
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  return { answers: createAnswers(api), client, urls }
}

test('two inputs are two answers, the same input is asked once', async () => {
  const { answers, client, urls } = setUp()
  const ask = (connection: string) =>
    client.ensureQueryData(answers.connections.node.queryOptions({ input: { connection } }))
  await ask('a')
  await ask('b')
  await ask('a')
  expect(urls).toEqual(['/api/connections/a/node', '/api/connections/b/node'])
})

test('a noun’s key makes all its answers old, an endpoint’s only its own', async () => {
  const { answers, client } = setUp()
  const list = answers.history.list.queryOptions()
  const people = answers.people.list.queryOptions()
  await client.fetchQuery(list)
  await client.fetchQuery(people)
  const isOld = ({ queryKey }: typeof list | typeof people) =>
    new QueryObserver(client, { queryKey, staleTime: Number.POSITIVE_INFINITY }).getCurrentResult()
      .isStale
  await client.invalidateQueries({ queryKey: answers.history.key(), refetchType: 'none' })
  expect([isOld(list), isOld(people)]).toEqual([true, false])
  await client.invalidateQueries({ queryKey: answers.people.list.key(), refetchType: 'none' })
  expect(isOld(people)).toBe(true)
})

test('pages are asked one after the other', async () => {
  const { answers, client, urls } = setUp()
  const data = await client.fetchInfiniteQuery(
    answers.audit.list.infiniteOptions({
      input: (before: number | undefined) => ({ before }),
      initialPageParam: undefined as number | undefined,
      getNextPageParam: ({ rows }) => rows.at(-1)?.id,
      pages: 2,
    }),
  )
  expect(urls).toEqual(['/api/audit', '/api/audit?before=7'])
  expect(data.pages).toHaveLength(2)
})
