import { driverRow } from './drivers.ts'
import { planClient } from './plan-client.ts'
import { planRemote } from './plan-remote.ts'
import type { Dial, Open, Plan, Refused, Surroundings } from './plan-types.ts'
import { isRefused, refuse } from './plan-types.ts'
import { isLegacyXen, isLocalXen, localXenDials, planLegacyXen } from './plan-xen.ts'
import { whyHarmful } from './quirks.ts'
import { type Resolution, resolveUri, type UriSource } from './resolve-uri.ts'
import { socketExists } from './sockets.ts'
import { type LibvirtUri, parseUri } from './uri.ts'
import { warningsOf } from './warnings.ts'

export type Opening =
  | {
      ok: true
      /** What the text stands for, which is the text itself unless a default or an alias said so. */
      uri: LibvirtUri
      text: string
      source: UriSource
      alias: string | null
      plan: Plan
    }
  | { ok: false; at: number; error: string }

/** Everything about a text at once: which URI it stands for, how that reads, and what will be dialled. */
export function openPlan(text: string | null, surroundings: Surroundings): Opening {
  const resolution = resolveUri(text, surroundings)
  const meant = resolution.ok ? resolution.text : (text ?? '')
  const reading = parseUri(meant)
  if (!reading.ok) return resolution.ok ? unreadable(reading, resolution) : reading
  const { uri } = reading
  if (!resolution.ok) {
    const { refused, code, part } = resolution
    const plan = { refused, code, part }
    return { ok: true, uri, text: meant, source: 'given', alias: null, plan }
  }
  const { source, alias } = resolution
  const nothing = uri.form === 'empty' && source !== 'nowhere'
  const plan = nothing ? noScheme(uri) : planFor(uri, surroundings)
  return { ok: true, uri, text: meant, source, alias, plan }
}

/**
 * What will be dialled to open a URI, or why it is refused, as libvirt decides it save for the harmful cases
 * (quirks.ts) and the drivers that are not behind a daemon. Of several candidates the first whose socket exists
 * is the plan itself, else the first.
 */
export function planFor(uri: LibvirtUri, surroundings: Surroundings): Plan {
  const wrong = whyHarmful(uri) ?? whyNotUri(uri)
  if (wrong !== null) return wrong
  const dials = dialsFor(uri, surroundings)
  if (!Array.isArray(dials)) return dials
  const exists = ({ socket }: Dial) => socket !== null && socketExists(socket, surroundings.sockets)
  const first = dials.find(exists) ?? (dials[0] as Dial)
  const open: Open = { ...first, warnings: warningsOf(uri, first, surroundings) }
  if (dials.length > 1) open.candidates = dials
  return open
}

function dialsFor(uri: LibvirtUri, surroundings: Surroundings): Dial[] | Refused {
  if (isLegacyXen(uri)) return listOf(planLegacyXen(uri, surroundings))
  if (isClientSide(uri)) return listOf(planClient(uri, surroundings))
  const remote = planRemote(uri, surroundings)
  if (isRefused(remote) || !isLocalXen(uri)) return listOf(remote)
  return [remote, ...localXenDials(surroundings)]
}

/** Taken by a driver inside libvirt's library, whose registry compares the scheme exactly. */
function isClientSide(uri: LibvirtUri): boolean {
  const row = driverRow(uri.scheme)
  return row?.where === 'client' && (row.server === 'remote' || uri.server === null)
}

const listOf = (dial: Dial | Refused): Dial[] | Refused => (isRefused(dial) ? dial : [dial])

/** libvirt's checks before it asks any driver (virConnectOpenInternal, src/libvirt.c). */
function whyNotUri(uri: LibvirtUri): Refused | null {
  if (uri.form === 'name') return noScheme(uri)
  const { scheme, server } = uri
  if (
    ['qemu', 'vbox', 'vz'].includes(scheme ?? '') &&
    ['system', 'session'].includes(server ?? '')
  ) {
    const said = `“${server}” stands where a host belongs: did you mean ${scheme}:///${server}?`
    return refuse('missing-slash', said, 'server')
  }
  if (scheme !== null && uri.path === '/embed') {
    const said = 'Embedded drivers run inside a program that links libvirt; this server does not.'
    return refuse('embed', said, 'path')
  }
  return null
}

const noScheme = (uri: LibvirtUri): Refused => {
  const said =
    uri.form === 'empty'
      ? 'The default URI is empty.'
      : 'This is neither a URI that names a driver, like qemu:///system, nor an alias of libvirt.conf.'
  return refuse('no-scheme', said)
}

function unreadable(
  reading: { at: number; error: string },
  resolution: Extract<Resolution, { ok: true }>,
): Extract<Opening, { ok: false }> {
  const { alias, source } = resolution
  const of = alias !== null ? `The alias “${alias}”` : source === 'given' ? null : source
  const error = of === null ? reading.error : `${of} stands for no URI: ${reading.error}`
  return { ok: false, at: of === null ? reading.at : 0, error }
}
