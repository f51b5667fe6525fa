'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { asApiError } from '@/lib/client/request-failed.ts'
import type { ApiError } from '@/lib/contract/errors.ts'
import type { DomainRow } from '@/lib/contract/live.ts'
import { isActive } from '@/lib/libvirt/domain-state.ts'
import type { XmlElement } from '@/lib/xml/element.ts'
import { readXml, XmlError } from '@/lib/xml/read.ts'
import { useAnswers } from '@/components/data/services.ts'
import { useAgain } from './use-again.ts'

/** A machine's `<domain>` as it runs (null: it is off) and as it will run (null: it has no definition that is kept). */
export interface Definitions {
  now: XmlElement | null
  later: XmlElement | null
}

export type Reading =
  | { kind: 'waits' }
  | { kind: 'failed'; error: ApiError; retry: () => void }
  | { kind: 'unreadable'; why: string }
  | ({ kind: 'read' } & Definitions)

function useSide(connection: string, uuid: string, inactive: boolean, wanted: boolean) {
  const answer = useQuery(
    useAnswers().domains.xml.queryOptions({
      input: { connection, domain: uuid, inactive: inactive ? 'true' : 'false' },
      enabled: wanted,
    }),
  )
  const xml = wanted ? answer.data?.xml : undefined
  const root = useMemo(() => {
    if (xml === undefined) return null
    try {
      return readXml(xml).root
    } catch (cause) {
      if (cause instanceof XmlError) return cause
      throw cause
    }
  }, [xml])
  return { ...answer, root }
}

/** Both definitions of a machine, kept as the host has them. */
export function useDefinitions(connection: string, domain: DomainRow): Reading {
  const active = isActive(domain.state)
  const [runs, kept] = [active, domain.persistent]
  // of a machine that is off the plain XML is the definition
  const plain = useSide(connection, domain.uuid, false, true)
  const inactive = useSide(connection, domain.uuid, true, runs && kept)
  useAgain(connection, domain.uuid, () => {
    void plain.refetch()
    if (runs && kept) void inactive.refetch()
  })
  const sides = runs && kept ? [plain, inactive] : [plain]
  for (const { root, error, refetch } of sides) {
    if (root instanceof XmlError) return { kind: 'unreadable', why: root.message }
    if (root !== null) continue
    if (error === null) return { kind: 'waits' }
    return { kind: 'failed', error: asApiError(error), retry: () => void refetch() }
  }
  const [first = null, second = null] = sides.map(({ root }) => root as XmlElement)
  return { kind: 'read', now: runs ? first : null, later: runs ? second : first }
}
