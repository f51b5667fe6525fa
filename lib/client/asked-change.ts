import type { DomainChange } from '../libvirt/changes.ts'

/** Those that a dialog asks about; the others have a place of their own on a machine's pages. */
export const dialogChanges = [
  'rename',
  'save',
  'dump',
  'migrate',
  'undefine',
] as const satisfies DomainChange[]
export type DialogChange = (typeof dialogChanges)[number]

/** The dialog that is open, and over which machine; null: the one whose page it is. */
export interface AskedChange {
  change: DialogChange
  machine: { connection: string; uuid: string } | null
}

/** As it stands in the address: `rename`, and in a list `rename.CONNECTION.UUID`. */
export const writeAskedChange = ({ change, machine }: AskedChange): string =>
  machine === null ? change : [change, machine.connection, machine.uuid].join('.')

/** null for what no page of ours has written. */
export function readAskedChange(text: string | null): AskedChange | null {
  const [word, connection, uuid, ...more] = text?.split('.') ?? []
  const change = dialogChanges.find((each) => each === word)
  if (change === undefined || more.length > 0) return null
  if (connection === undefined) return { change, machine: null }
  return uuid === undefined ? null : { change, machine: { connection, uuid } }
}
