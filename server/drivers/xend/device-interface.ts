import { attribute, child, children, make, type XmlElement } from '../../../lib/xml/element.ts'
import { valueAt } from '../../../lib/xml/fields.ts'
import { networkInterface } from '../../../lib/xml/interface.ts'
import type { Sexpr } from './sexpr.ts'
import { type Shape, unsupported } from './shape.ts'
import { entries, entry, textAt } from './values.ts'

const bridgeScript = 'vif-bridge'

/** `(vif …)` as `<interface>`; `runs` is the id of an active domain and which of its interfaces this is. */
export function interfaceXml(vif: Sexpr, runs: { id: number; index: number } | null): XmlElement {
  const bridge = textAt(vif, 'bridge')
  const mac = textAt(vif, 'mac')
  const script = textAt(vif, 'script')
  const target = textAt(vif, 'vifname') ?? (runs && `vif${runs.id}.${runs.index}`)
  const model = textAt(vif, 'model') ?? (textAt(vif, 'type') === 'netfront' ? 'netfront' : null)
  const rate = rateOf(textAt(vif, 'rate'))
  const one = (name: string, key: string, value: string | null) =>
    value === null ? [] : [make(name, { [key]: value })]
  // A script that finds a bridge by itself names none, and libvirt's schema wants a bridge to have a name.
  return make('interface', { type: bridge === null ? 'ethernet' : 'bridge' }, [
    ...one('mac', 'address', mac),
    ...one('source', 'bridge', bridge),
    ...(textAt(vif, 'ip') ?? '').split(/\s+/).flatMap((ip) => one('ip', 'address', ip || null)),
    // What every bridge has without being told, and what is written for one that tells nothing.
    ...one('script', 'path', bridge !== null && script === bridgeScript ? null : script),
    ...one('target', 'dev', target),
    ...one('model', 'type', model),
    ...(rate === null ? [] : [make('bandwidth', {}, [make('outbound', { average: rate })])]),
  ])
}

const rateSteps: Readonly<Record<string, number>> = { '': 1 / 1024, K: 1, M: 1024, G: 1024 * 1024 }

/** `10Mb/s@50ms` in KiB a second, as libvirt counts; a small b is bits. Null when absent or spelled otherwise. */
function rateOf(rate: string | null): number | null {
  const match = /^(\d{1,12})([KMG]?)([Bb])(?:\/s|ps)(?:@.*)?$/.exec(rate ?? '')
  if (match === null) return null
  const [, count, letter = '', unit] = match
  const average = (Number(count) * (rateSteps[letter] ?? 1)) / (unit === 'b' ? 8 : 1)
  return Math.floor(average) || null
}

/** `<interface>` as `(vif …)`. */
export function interfaceSexpr(element: XmlElement, { hvm }: Shape): Sexpr[] {
  const type = attribute(element, 'type')
  if (type !== 'bridge' && type !== 'ethernet') {
    throw unsupported(`a network card of type ${type}: only a bridge of the host, or a script`)
  }
  const { mac, source, model, target } = networkInterface.read(element)
  const script = valueAt(element, 'script/@path') ?? (type === 'bridge' ? bridgeScript : null)
  const ip = children(element, 'ip').flatMap((one) => attribute(one, 'address') ?? [])
  const outbound = child(element, 'bandwidth') && valueAt(element, 'bandwidth/outbound/@average')
  const emulated = hvm && model !== 'netfront'
  return entries(
    'vif',
    entry('mac', mac),
    entry('bridge', type === 'bridge' ? source : null),
    entry('script', script),
    entry('ip', ip.join(' ') || null),
    // Such names are xend's to give: the next life of the domain has another id.
    entry('vifname', target !== null && /^vif\d/.test(target) ? null : target),
    entry('model', model === 'netfront' ? null : model),
    entry('type', emulated ? 'ioemu' : model === 'netfront' ? 'netfront' : null),
    entry('rate', outbound && `${outbound}KB/s`),
  )
}
