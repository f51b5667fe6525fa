'use client'

import { useCallback, useMemo } from 'react'
import type { ConnectionRow, DomainRow } from '@/lib/contract/live.ts'
import { failureKinds } from '@/lib/failure.ts'
import { type DomainAction, whyNot } from '@/lib/libvirt/domain-state.ts'
import { useServices } from './services.ts'
import { deedKey, useAsked } from './use-asked.ts'
import { lacksOf } from './use-change.ts'
import { useConnection } from './use-connections.ts'
import { useDomain } from './use-domains.ts'
import { useLink } from './use-live.ts'
import { useWho } from './use-who.ts'
import { type Standing, whyNotHere } from './why-not-here.ts'

interface Circumstances extends Standing {
  domain: DomainRow | null | undefined
}

/** Everything that can stand in the way of an action, the nearest cause first; null when nothing does. */
function whyNotNow(action: DomainAction, { domain, ...standing }: Circumstances): string | null {
  if (!standing.connection || !domain) return failureKinds['domain.missing'].say
  const lacks: readonly string[] = lacksOf(standing.connection)
  const lacking = lacks.includes(action) ? failureKinds['host.unsupported'].say : null
  return whyNotHere('operate', standing) ?? lacking ?? whyNot(action, domain)
}

/** Asks the server for actions on any domain; how they end comes by the live path. Resolves to whether it was taken on. */
export function useActions(): (
  connection: string,
  uuid: string,
  action: DomainAction,
) => Promise<boolean> {
  const { api, deeds } = useServices()
  return useCallback(
    (connection, uuid, action) =>
      deeds.do(deedKey(connection, uuid, action), () =>
        api.domains[action]({ connection, domain: uuid }),
      ),
    [api, deeds],
  )
}

/** Why an action cannot be done on a domain now, for any row of a list: `why(action, connection row, domain row)`. */
export function useWhyNotAction() {
  const grants = useWho()?.grants
  const link = useLink()
  return useCallback(
    (action: DomainAction, connection: ConnectionRow, domain: DomainRow) =>
      whyNotNow(action, { connection, domain, grants: grants ?? null, link }),
    [grants, link],
  )
}

/**
 * The actions of one domain. No optimistic lie: `asked` says what is under way, the state changes when the host says
 * so. `run` reports its failure itself; ask `useConfirmedAction` of the shell for actions that lose something.
 */
export function useAction(connection: string, uuid: string) {
  const row = useConnection(connection)
  const domain = useDomain(connection, uuid)
  const why = useWhyNotAction()
  const act = useActions()
  const asked = useAsked(connection, uuid)
  return useMemo(
    () => ({
      asked,
      whyNot: (action: DomainAction): string | null =>
        row && domain ? why(action, row, domain) : failureKinds['domain.missing'].say,
      run: (action: DomainAction) => act(connection, uuid, action),
    }),
    [row, domain, why, act, asked, connection, uuid],
  )
}
