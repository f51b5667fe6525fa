'use client'

import { useCallback, useMemo, useSyncExternalStore } from 'react'
import type { ConnectionRow, DomainRow } from '@/lib/contract/live.ts'
import { failureKinds } from '@/lib/failure.ts'
import { type DomainAction, domainActions, whyNot } from '@/lib/libvirt/domain-state.ts'
import { type Services, useServices } from './services.ts'
import { useConnection } from './use-connections.ts'
import { useDomain } from './use-domains.ts'
import { useLink } from './use-live.ts'
import { useWho } from './use-who.ts'
import { type Standing, whyNotHere } from './why-not-here.ts'

const keyOf = (connection: string, uuid: string, action: DomainAction) =>
  `${connection}/${uuid}/${action}`

interface Circumstances extends Standing {
  domain: DomainRow | null | undefined
}

/** Everything that can stand in the way of an action, the nearest cause first; null when nothing does. */
export function whyNotNow(
  action: DomainAction,
  { domain, ...standing }: Circumstances,
): string | null {
  if (!standing.connection || !domain) return failureKinds['domain.missing'].say
  return whyNotHere('operate', standing) ?? whyNot(action, domain)
}

/** The action that is under way on a domain: asked from this page, or a running task of anybody's. */
function askedOf({ live, deeds }: Services, connection: string, uuid: string): DomainAction | null {
  const here = domainActions.find((action) => deeds.isAsked(keyOf(connection, uuid, action)))
  if (here !== undefined) return here
  for (const task of live.state().tasks.values()) {
    if (task.state !== 'running' || task.domain !== uuid || task.connection !== connection) continue
    const action = domainActions.find((each) => task.verb === `domain.${each}`)
    if (action !== undefined) return action
  }
  return null
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
      deeds.do(keyOf(connection, uuid, action), () =>
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

/** The action under way on a domain, or null. */
export function useAsked(connection: string, uuid: string): DomainAction | null {
  const services = useServices()
  const subscribe = useCallback(
    (look: () => void) => {
      const ends = [services.live.subscribe(look), services.deeds.subscribe(look)]
      return () => {
        for (const end of ends) end()
      }
    },
    [services],
  )
  return useSyncExternalStore(
    subscribe,
    () => askedOf(services, connection, uuid),
    () => null,
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
