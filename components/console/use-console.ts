'use client'

import { useEffect, useEffectEvent, useMemo, useState } from 'react'
import { comesBack, pauseBefore } from '@/lib/client/coming-back.ts'
import { ConsoleLink } from '@/lib/client/console-link.ts'
import { Screens } from '@/lib/client/screens.ts'
import type { ConsoleChoice, DisplaySecret, Present } from '@/lib/contract/consoles.ts'
import type { ApiError } from '@/lib/contract/errors.ts'
import { useApi } from '@/components/data/services.ts'

export type ConsoleState =
  | { phase: 'opening' }
  | { phase: 'open'; id: string; kind: string }
  | { phase: 'ended'; error: ApiError | null }

/** What its display wants to know before it opens. */
export interface DisplayQuestion {
  what: DisplaySecret
  reason: string | null
  /** It was answered, and the display has not said anything to that yet. */
  waits: boolean
}

/** A display that asks for a password alone is shown no name. */
export interface DisplayLogin {
  user: string
  password: string
}

export interface ConsoleAsked {
  connection: string
  uuid: string
  choice: ConsoleChoice
  /** Never types. */
  watches: boolean
}

const dial = (path: string, protocols: string[]) => {
  const { protocol, host } = window.location
  return new WebSocket(`${protocol === 'https:' ? 'wss' : 'ws'}://${host}${path}`, protocols)
}

/** For the server's own words, ms. */
const grace = 500

/**
 * One console, opened while this is there and `on`, and opened again when it ends in peace or is lost. A refusal is
 * not tried again by itself. `screen` hears the bytes; a new one begins with each opening.
 */
export function useConsole({ connection, uuid, choice, watches }: ConsoleAsked, on: boolean) {
  const api = useApi()
  const [state, setState] = useState<ConsoleState>({ phase: 'opening' })
  const [people, setPeople] = useState<Present[]>([])
  const [attempt, setAttempt] = useState(0)
  const [tries, setTries] = useState(0)
  const [question, setQuestion] = useState<DisplayQuestion | null>(null)
  const [link, setLink] = useState<ConsoleLink | null>(null)
  const screen = useMemo(() => new Screens(), [])
  const which = JSON.stringify(choice)
  const opened = useEffectEvent((what: { id: string; kind: string }) => {
    setTries(0)
    setQuestion(null)
    setState({ phase: 'open', ...what })
  })

  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt is a new opening
  useEffect(() => {
    if (!on) return
    setState({ phase: 'opening' })
    const asked = { connection, domain: uuid, choice: JSON.parse(which) as ConsoleChoice }
    const one = new ConsoleLink(
      { admit: () => (watches ? api.consoles.watch(asked) : api.consoles.open(asked)), dial },
      {
        opened,
        bytes: (bytes) => screen.bytes(bytes),
        here: setPeople,
        asks: (what, reason) => setQuestion({ what, reason, waits: false }),
        ended: (error) => {
          screen.ended()
          setPeople([])
          setQuestion(null)
          setState({ phase: 'ended', error })
        },
      },
    )
    setLink(one)
    return () => {
      one.close()
      screen.ended()
      setLink(null)
      setQuestion(null)
    }
  }, [api, connection, uuid, which, watches, on, attempt, screen])

  const lost = state.phase === 'ended' && comesBack(state.error)
  useEffect(() => {
    if (!(on && lost)) return
    const timer = setTimeout(() => {
      setTries((before) => before + 1)
      setAttempt((before) => before + 1)
    }, pauseBefore(tries))
    return () => clearTimeout(timer)
  }, [on, lost, tries])

  return {
    state,
    people,
    question,
    link,
    screen,
    retry: () => {
      setTries(0)
      setAttempt((before) => before + 1)
    },
    /** null: whoever was asked turns away. */
    answer: (login: DisplayLogin | null) => {
      setQuestion((before) => login && before && { ...before, waits: true })
      if (login !== null) return link?.ask({ type: 'answer', ...login })
      link?.close()
      const error = {
        code: 'question.cancelled',
        detail: null,
        request: '',
        trouble: null,
      } as const
      setState({ phase: 'ended', error })
    },
    /** What draws it gives up, unless the server has said why; only a person begins again. */
    giveUp: (detail: string) => {
      const error = { code: 'host.broke-protocol', detail, request: '', trouble: null } as const
      // the words may be on their way over another socket than the one that broke
      setTimeout(() => {
        link?.close()
        setState((before) => (before === state ? { phase: 'ended', error } : before))
      }, grace)
    },
  }
}
