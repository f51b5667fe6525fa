import { MutationCache, QueryClient } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import { createAnswers } from '@/lib/client/answers.ts'
import { type Api, createApi } from '@/lib/client/api.ts'
import { Deeds } from '@/lib/client/deeds.ts'
import { LiveStore } from '@/lib/client/live-store.ts'
import { Pictures, takePicture } from '@/lib/client/pictures.ts'
import { asApiError } from '@/lib/client/request-failed.ts'
import { systemClock } from '@/lib/clock.ts'
import type { ApiError } from '@/lib/contract/errors.ts'
import { failureKinds } from '@/lib/failure.ts'
import { paths } from '@/lib/paths.ts'
import type { Ticker } from '@/lib/ticker.ts'
import { beforePaint } from './before-paint.ts'

export interface ServicesNeeds {
  ticker: Ticker
  /** Shows a failure that has no better place. */
  report: (error: ApiError) => void
  /** The session has ended: off to the sign-in page. */
  onSignedOut: () => void
}

/** The long-lived things of a page. They hold nothing that needs a browser until they are started. */
export type Services = ReturnType<typeof createServices>

const again = (failures: number, cause: Error): boolean =>
  failures < 2 && failureKinds[asApiError(cause).code].retry === 'automatic'

/** A mutation with `meta: { inPlace: true }` shows its failure where it was asked; every other is reported. */
const createQueryClient = (report: ServicesNeeds['report']) =>
  new QueryClient({
    defaultOptions: {
      queries: { retry: again, staleTime: 5_000, networkMode: 'always' },
      mutations: { networkMode: 'always' },
    },
    mutationCache: new MutationCache({
      onError: (cause, _given, _context, { meta }) => {
        if (meta?.inPlace !== true) report(asApiError(cause))
      },
    }),
  })

const dial = () => {
  const { protocol, host } = window.location
  return new WebSocket(`${protocol === 'https:' ? 'wss' : 'ws'}://${host}${paths.live()}`)
}

export function createServices({ ticker, report, onSignedOut }: ServicesNeeds) {
  const api: Api = createApi((url, init) => fetch(url, init), onSignedOut)
  const answers = createAnswers(api)
  const client = createQueryClient(report)
  // what is asked beside the live path only fills gaps: without it the page is right, if emptier
  const fill = <Answer>(ask: Promise<Answer>, take: (answer: Answer) => void) => {
    ask.then(take, () => undefined)
  }
  const live: LiveStore = new LiveStore({
    dial,
    random: Math.random,
    now: Date.now,
    beforePaint,
    onServerTime: ticker.adjust,
    onSignedOut,
    onOpen: () => fill(api.tasks.list(), (rows) => live.takeTasks(rows)),
    // a refused upgrade looks like a lost network to the browser: whether the session still lives is asked apart
    onLost: () =>
      fill(api.session.who(), ({ person }) => {
        if (person === null) onSignedOut()
      }),
    onGrants: () => void client.invalidateQueries({ queryKey: answers.session.who.key() }),
    onWatched: (connection) =>
      fill(api.domains.recent({ connection }), (samples) => live.takeRecent(connection, samples)),
  })
  const deeds = new Deeds({
    tasks: () => live.state().tasks,
    subscribe: live.subscribe,
    take: (rows) => live.takeTasks(rows),
    report,
  })
  const take = takePicture((url, init) => fetch(url, init))
  const pictures = new Pictures({ take, clock: systemClock })
  return { api, answers, client, live, deeds, pictures }
}

export const ServicesContext = createContext<Services | null>(null)

export function useServices(): Services {
  const services = useContext(ServicesContext)
  if (services === null) throw new Error('useServices stands outside DataProvider')
  return services
}

/** Every endpoint as a function; for what is asked once. */
export const useApi = (): Api => useServices().api

/** Query and mutation options for every endpoint: `useQuery(useAnswers().people.list.queryOptions())`. */
export const useAnswers = () => useServices().answers
