import { oc } from '@orpc/contract'
import { z } from 'zod'
import type { Permission } from './people.ts'

/**
 * What every endpoint says of itself. `audit` is the verb of the audit row, null for what changes nothing.
 * With `on: 'connection'` the permission is asked for the connection that the input names;
 * with 'any' a grant anywhere suffices and the answer is filtered; with 'all' only a grant on everything does.
 */
export interface EndpointMeta extends Record<string, unknown> {
  needs: Permission
  on: 'connection' | 'any' | 'all'
  audit: string | null
}

export const endpoint = (
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: `/${string}`,
  needs: Permission,
  on: EndpointMeta['on'],
  audit: string | null,
) => oc.$meta<EndpointMeta>({ needs, on, audit }).route({ method, path })

/** A name of our own making. */
export const id = z.string().min(1).max(64)
export const onConnection = z.object({ connection: id })
/** libvirt takes any 128 bits, not only those of RFC 9562's versions (its own test:///default is none of them). */
export const onDomain = z.object({ connection: id, domain: z.guid() })
