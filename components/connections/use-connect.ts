'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useState } from 'react'
import { asApiError } from '@/lib/client/request-failed.ts'
import type { ApiError } from '@/lib/contract/errors.ts'
import type { ConnectionState } from '@/lib/contract/live.ts'
import type { Rung } from '@/lib/contract/opening.ts'
import type { FailureCode } from '@/lib/failure.ts'
import { useAnswers, useApi } from '@/components/data/services.ts'
import { useConnection, useConnections } from '@/components/data/use-connections.ts'
import { useLive } from '@/components/data/use-live.ts'

export interface Wish {
  uri: string
  readOnly: boolean
  autoconnect: boolean
}

/** What has become of an attempt: nothing yet, on its way, or ended with the doctor's findings. */
export interface Attempt {
  connect: (wish: Wish) => void
  examine: (wish: Wish) => void
  busy: 'connecting' | 'testing' | null
  /** How far opening has come. */
  state: ConnectionState | null
  rungs: readonly Rung[] | null
  /** Why it ended, where to examine it would only ask the same person the same thing again. */
  refused: ApiError | null
  /** A request that failed before anything was tried. */
  error: string | null
  forget: () => void
}

interface Opened {
  id: string
  wish: Wish
  /** It was made by this attempt, so that a failure leaves nothing behind. */
  fresh: boolean
}

const sentence = (cause: unknown): string => {
  const { detail } = asApiError(cause)
  return detail === null ? (cause as Error).message : `${(cause as Error).message} ${detail}`
}

const askedAlready: readonly FailureCode[] = [
  'question.cancelled',
  'host.needs-you',
  'host.refused-login',
]

/** Any id that no other tab of this person has; randomUUID is missing over plain http. */
const newExamination = () => crypto.getRandomValues(new Uint32Array(3)).join('-')

/** The doctor, whose rungs are told as they are climbed. */
function useDoctor() {
  const doctor = useMutation(
    useAnswers().connections.examine.mutationOptions({ meta: { inPlace: true } }),
  )
  const ladder = useLive((state) => state.ladder)
  const asked = doctor.isPending ? doctor.variables.examination : null
  return {
    doctor,
    rungs: doctor.data ?? (ladder?.examination === asked ? (ladder?.rungs ?? null) : null),
    examine: ({ uri, readOnly }: Wish) =>
      doctor.mutate({ uri, readOnly, examination: newExamination() }),
  }
}

/**
 * Opens a wish and follows it by the live path. When it opens, `onOpen` is called; when it does not, what was made
 * for it is taken away again (unless it is to be connected at every start) and the doctor says why.
 */
export function useConnect(onOpen: (connection: string) => void): Attempt {
  const answers = useAnswers()
  const api = useApi()
  const client = useQueryClient()
  const known = useConnections()
  const [opened, setOpened] = useState<Opened | null>(null)
  const row = useConnection(opened?.id ?? '')
  const again = () => client.invalidateQueries({ queryKey: answers.history.key() })
  const open = useMutation(
    answers.connections.open.mutationOptions({ meta: { inPlace: true }, onSettled: again }),
  )
  const { doctor, rungs, examine } = useDoctor()
  const [refused, setRefused] = useState<ApiError | null>(null)
  const state = opened === null ? null : (row?.state ?? null)

  const ended = useEffectEvent(() => {
    if (opened === null || state === null || state.phase === 'opening') return
    void again()
    setOpened(null)
    if (state.phase === 'open') return onOpen(opened.id)
    if (state.error !== null && askedAlready.includes(state.error.code)) setRefused(state.error)
    else examine(opened.wish)
    if (opened.fresh && !opened.wish.autoconnect) {
      void api.connections.remove({ connection: opened.id }).catch(() => undefined)
    }
  })
  const phase = state?.phase ?? null
  useEffect(() => {
    if (phase !== null) ended()
  }, [phase])

  return {
    connect: (wish) => {
      const before = known?.find((each) => each.uri === wish.uri && each.readOnly === wish.readOnly)
      doctor.reset()
      setRefused(null)
      open.mutate(
        { ...wish, name: null },
        { onSuccess: ({ id }) => setOpened({ id, wish, fresh: before === undefined }) },
      )
    },
    examine: (wish) => {
      open.reset()
      setRefused(null)
      examine(wish)
    },
    busy: open.isPending || opened !== null ? 'connecting' : doctor.isPending ? 'testing' : null,
    state,
    rungs,
    refused,
    error: open.isError ? sentence(open.error) : doctor.isError ? sentence(doctor.error) : null,
    forget: () => {
      setRefused(null)
      open.reset()
      doctor.reset()
    },
  }
}
