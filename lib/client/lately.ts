import type { HostEventRow, TaskRow } from '../contract/live.ts'

/** Something of a machine's story: what its host told, or what somebody asked for here. */
export type Happening =
  | { kind: 'event'; at: number; key: string; event: HostEventRow }
  | { kind: 'task'; at: number; key: string; task: TaskRow }

/**
 * Events of its host and tasks of any, those of one machine together, newest first. Two hosts may run copies with one
 * uuid: what was asked of the other's is not this one's story.
 */
export function happeningsOf(
  connection: string,
  uuid: string,
  events: readonly HostEventRow[],
  tasks: readonly TaskRow[],
): Happening[] {
  const told = events
    .filter((event) => event.object === 'domain' && event.uuid === uuid)
    .map((event): Happening => ({ kind: 'event', at: event.at, key: `e${event.id}`, event }))
  const asked = tasks
    .filter((task) => task.connection === connection && task.domain === uuid)
    .map((task): Happening => ({ kind: 'task', at: task.at, key: `t${task.id}`, task }))
  return [...told, ...asked].sort((left, right) => right.at - left.at)
}
