'use client'

import { useCallback, useMemo } from 'react'
import type { ConnectionRow, DomainRow, TaskRow } from '@/lib/contract/live.ts'
import { failureKinds } from '@/lib/failure.ts'
import type { Ability } from '@/lib/libvirt/abilities.ts'
import type { DomainChange, DomainChanges, HostChange, HostChanges } from '@/lib/libvirt/changes.ts'
import { whyNotChange } from '@/lib/libvirt/why-not-change.ts'
import { useServices } from './services.ts'
import { deedKey } from './use-asked.ts'
import { useConnection } from './use-connections.ts'
import { useDomain } from './use-domains.ts'
import { useLink } from './use-live.ts'
import { useWho } from './use-who.ts'
import { whyNotHere } from './why-not-here.ts'

/** Each takes its own fields beside those that say what it is done to. */
type Ask = (input: object) => Promise<TaskRow>
type Deed = [key: string, ask: () => Promise<TaskRow>]

const nothing: readonly Ability[] = []

/** What the hypervisor of a connection lacks; nothing while it is not open. */
export const lacksOf = (row: ConnectionRow | null | undefined): readonly Ability[] =>
  row?.state.phase === 'open' ? row.state.lacks : nothing

/** Why a person may not change this host at all, or null. */
export function useWhyNotHere(connection: string): string | null {
  const row = useConnection(connection)
  const grants = useWho()?.grants ?? null
  const link = useLink()
  return whyNotHere('administer', { connection: row, grants, link })
}

/** Why a change cannot be made now, for any row of a list: `why(change, connection row, domain row)`. */
export function useWhyNotChange() {
  const grants = useWho()?.grants ?? null
  const link = useLink()
  return useCallback(
    (change: DomainChange, connection: ConnectionRow, domain: DomainRow): string | null =>
      whyNotHere('administer', { connection, grants, link }) ??
      whyNotChange(change, domain, lacksOf(connection)),
    [grants, link],
  )
}

/** The deed of a change of any domain. */
function useDeeds() {
  const { api } = useServices()
  return useCallback(
    <K extends DomainChange>(
      connection: string,
      uuid: string,
      change: K,
      asked: DomainChanges[K],
    ): Deed => {
      const call = api.domains[change] as Ask
      return [deedKey(connection, uuid, change), () => call({ connection, domain: uuid, ...asked })]
    },
    [api],
  )
}

/** Asks for changes of any domain, as `run` of useChange. */
export function useChanges() {
  const { deeds } = useServices()
  const deed = useDeeds()
  return useCallback(
    <K extends DomainChange>(
      connection: string,
      uuid: string,
      change: K,
      asked: DomainChanges[K],
    ): Promise<boolean> => deeds.do(...deed(connection, uuid, change, asked)),
    [deeds, deed],
  )
}

/**
 * The changes of one domain. `run` resolves to whether it was taken on; whatever fails is reported. `settle` resolves
 * to the task when it has ended, and rejects with RequestFailed, for a dialog that says so itself: see Deeds. What came
 * of it arrives by the live path.
 */
export function useChange(connection: string, uuid: string) {
  const row = useConnection(connection)
  const domain = useDomain(connection, uuid)
  const why = useWhyNotChange()
  const { deeds } = useServices()
  const deed = useDeeds()
  return useMemo(
    () => ({
      whyNot: (change: DomainChange): string | null =>
        row && domain ? why(change, row, domain) : failureKinds['domain.missing'].say,
      run: <K extends DomainChange>(change: K, asked: DomainChanges[K]) =>
        deeds.do(...deed(connection, uuid, change, asked)),
      settle: <K extends DomainChange>(change: K, asked: DomainChanges[K], looking: AbortSignal) =>
        deeds.settle(...deed(connection, uuid, change, asked), looking),
    }),
    [row, domain, why, deeds, deed, connection, uuid],
  )
}

/** The changes of a host, as `useChange`. The ended task names the domain that came of it. */
export function useHostChange(connection: string) {
  const row = useConnection(connection)
  const here = useWhyNotHere(connection)
  const { api, deeds } = useServices()
  return useMemo(
    () => ({
      whyNot: (change: HostChange): string | null =>
        here ?? (lacksOf(row).includes(change) ? failureKinds['host.unsupported'].say : null),
      settle: <K extends HostChange>(change: K, asked: HostChanges[K], looking: AbortSignal) => {
        const call = api.domains[change] as Ask
        return deeds.settle(
          `${connection}/${change}`,
          () => call({ connection, ...asked }),
          looking,
        )
      },
    }),
    [row, here, api, deeds, connection],
  )
}
