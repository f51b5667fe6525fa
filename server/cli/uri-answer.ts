import { explainUri } from '../../lib/libvirt/explain.ts'
import { type Opening, openPlan } from '../../lib/libvirt/plan.ts'
import { isRefused, type Open, type Surroundings } from '../../lib/libvirt/plan-types.ts'
import { canonicalUri, type LibvirtUri } from '../../lib/libvirt/uri.ts'

/** What `oirase uri` says of one URI, as JSON. Absent is null, no port is 0. */
export type UriAnswer =
  | {
      ok: true
      /** The parts of what the text stands for: itself, an alias's URI, or a default. */
      uri: UriParts
      canonical: string | null
      /** With `candidates` when there are several ways to try. */
      plan: Omit<Open, 'ways'> | { refused: string; code: string }
      explain: string
    }
  | { ok: false; error: string; at: number }

type UriParts = Pick<
  LibvirtUri,
  'scheme' | 'user' | 'server' | 'port' | 'path' | 'query' | 'fragment' | 'params'
>

export const answerUri = (text: string | null, surroundings: Surroundings): UriAnswer =>
  answerOf(openPlan(text, surroundings))

export function answerOf(opening: Opening): UriAnswer {
  if (!opening.ok) return { ok: false, error: opening.error, at: opening.at }
  const { uri, plan } = opening
  const { scheme, user, server, port, path, query, fragment, params } = uri
  return {
    ok: true,
    uri: { scheme, user, server, port, path, query, fragment, params },
    canonical: canonicalUri(uri),
    plan: isRefused(plan) ? { refused: plan.refused, code: plan.code } : asLibvirtSees(plan),
    explain: explainUri(uri, plan),
  }
}

/** Without the ways on the far side, which are ours and not libvirt's. */
function asLibvirtSees({ ways: _ours, ...plan }: Open): Omit<Open, 'ways'> {
  return plan
}
