import type { Surroundings } from '../../lib/contract/http.ts'
import { Failure } from '../../lib/failure.ts'
import { explainUri } from '../../lib/libvirt/explain.ts'
import { openPlan } from '../../lib/libvirt/plan.ts'
import { isRefused, type Open, type Refused } from '../../lib/libvirt/plan-types.ts'
import { type Resolution, resolveUri } from '../../lib/libvirt/resolve-uri.ts'
import { refusalTroubles, uriTrouble } from '../../lib/libvirt/troubles/uri.ts'
import { formatUri } from '../../lib/libvirt/uri.ts'
import type { Ladder } from './ladder.ts'

interface Reading {
  uri: string
  readOnly: boolean
  surroundings: Surroundings
}

/** The rungs that need no host: what a text stands for, how that reads, what will be dialled. Throws Failure. */
export function readPlan(ladder: Ladder, { uri, readOnly, surroundings }: Reading): Open {
  ladder.begin('resolve')
  const around = { ...surroundings, readOnly }
  const resolution = resolveUri(uri, around)
  if (!resolution.ok) throw refusal(resolution)
  ladder.pass(sourceOf(resolution))
  ladder.begin('parse')
  const opening = openPlan(uri, around)
  if (!opening.ok) {
    throw new Failure('uri.invalid', `At character ${opening.at + 1}: ${opening.error}`)
  }
  ladder.pass(formatUri(opening.uri) || 'An empty URI.')
  ladder.begin('plan')
  const { plan } = opening
  if (isRefused(plan)) throw refusal(plan)
  const warnings = plan.warnings.map(({ say }) => say)
  ladder.pass(explainUri(opening.uri, plan), warnings)
  return plan
}

const refusal = ({ code, refused }: Pick<Refused, 'code' | 'refused'>): Failure =>
  uriTrouble(refusalTroubles[code], refused)

function sourceOf({ alias, source, text }: Extract<Resolution, { ok: true }>): string {
  if (alias !== null) return `The alias “${alias}” of libvirt.conf stands for ${text}.`
  if (source === 'given') return 'The URI as given.'
  if (source === 'nowhere') return 'No URI is given and no default is set: the daemon chooses.'
  return `No URI is given: ${source} says ${text}.`
}
