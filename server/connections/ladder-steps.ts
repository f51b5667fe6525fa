import type { Open } from '../../lib/libvirt/plan-types.ts'
import type { Rung } from '../../lib/libvirt/rungs.ts'
import { rungsOfDial } from '../../lib/libvirt/rungs-of.ts'

/** Every rung of the doctor's ladder, in climbing order. What a way does not have is left out of its ladder. */
export const steps = [
  'resolve',
  'parse',
  'plan',
  'file',
  'socket',
  'lookup',
  'connect',
  'secure',
  'identify',
  'login',
  'tunnel',
  'greet',
  'authenticate',
  'open',
  'list',
  'version',
  'abilities',
] as const
export type Step = (typeof steps)[number]

const climbed: Record<Rung, Step> = {
  resolving: 'lookup',
  dialling: 'connect',
  securing: 'secure',
  identifying: 'identify',
  'logging-in': 'login',
  tunnelling: 'tunnel',
  greeting: 'greet',
  authenticating: 'authenticate',
  opening: 'open',
  listing: 'list',
}

/** Where opening stands, as a rung of the doctor's: on this machine a socket is dialled, or a file read. */
export function stepOf(rung: Rung, { transport, options }: Open): Step {
  if (rung === 'dialling' && transport === 'unix' && options.via === undefined) return 'socket'
  if (rung === 'opening' && options.file !== undefined) return 'file'
  return climbed[rung]
}

/** The rungs of a URI's ladder; before there is a plan only those that every way has. */
export const stepsFor = (plan: Open | null): readonly Step[] => {
  if (plan === null) return ['resolve', 'parse', 'plan', 'open', 'list', 'version', 'abilities']
  const way = rungsOfDial(plan).map((rung) => stepOf(rung, plan))
  const file: Step[] = way[0] === 'file' ? ['file', 'open'] : []
  const rest = way.slice(file.length === 0 ? 0 : 1)
  return ['resolve', 'parse', 'plan', ...file, ...rest, 'version', 'abilities']
}
