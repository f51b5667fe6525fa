import type { DomainRow } from '@/lib/contract/live.ts'
import type { Definitions } from './use-definitions.ts'

/** The machine that a part of the page is about. */
export interface HardwareSubject {
  connection: string
  domain: DomainRow
  definitions: Definitions
}
