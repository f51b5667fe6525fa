'use client'

import { useCallback, useSyncExternalStore } from 'react'
import { type DomainChange, domainChanges } from '@/lib/libvirt/changes.ts'
import { type DomainAction, domainActions } from '@/lib/libvirt/domain-state.ts'
import { type Services, useServices } from './services.ts'

/** Under which a deed is known while its answer is on its way. */
export const deedKey = (connection: string, uuid: string, verb: DomainAction | DomainChange) =>
  `${connection}/${uuid}/${verb}`

interface Place {
  connection: string
  uuid: string
}

/** The one of these verbs that is under way on a domain: asked from this page, or a running task of anybody's. */
function askedOf<Verb extends DomainAction | DomainChange>(
  { live, deeds }: Services,
  { connection, uuid }: Place,
  among: readonly Verb[],
): Verb | null {
  const here = among.find((verb) => deeds.isAsked(deedKey(connection, uuid, verb)))
  if (here !== undefined) return here
  for (const task of live.state().tasks.values()) {
    if (task.state !== 'running' || task.domain !== uuid || task.connection !== connection) continue
    const verb = among.find((each) => task.verb === `domain.${each}`)
    if (verb !== undefined) return verb
  }
  return null
}

function useAskedOf<Verb extends DomainAction | DomainChange>(
  place: Place,
  among: readonly Verb[],
): Verb | null {
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
    () => askedOf(services, place, among),
    () => null,
  )
}

/** The action under way on a domain, or null. */
export const useAsked = (connection: string, uuid: string): DomainAction | null =>
  useAskedOf({ connection, uuid }, domainActions)

/** The change under way on a domain, or null. */
export const useAskedChange = (connection: string, uuid: string): DomainChange | null =>
  useAskedOf({ connection, uuid }, domainChanges)
