import { attribute, child, children, make, type XmlElement } from '../../../lib/xml/element.ts'
import { valueAt } from '../../../lib/xml/fields.ts'
import { arrange } from './arrange.ts'
import type { Place } from './place.ts'

/** Serial and parallel ports: the target is a port with its number. */
export const portXml = (device: XmlElement, { implied }: Place): XmlElement =>
  characterXml(device, numbered(child(device, 'target') ?? make('target'), implied, {}))

export function consoleXml(device: XmlElement, { implied }: Place): XmlElement {
  const target = child(device, 'target') ?? make('target')
  const type = attribute(target, 'type') ?? 'serial'
  return characterXml(device, numbered(target, implied, { type }))
}

/** A channel's state is what runs. */
export function channelXml(device: XmlElement): XmlElement {
  const target = child(device, 'target') ?? make('target')
  const { type, name } = { type: attribute(target, 'type'), name: attribute(target, 'name') }
  return characterXml(
    device,
    arrange(target, { order: ['…'], attributes: { type, name, state: null } }),
  )
}

const numbered = (target: XmlElement, port: string, first: Record<string, string>) =>
  arrange(target, {
    order: ['…'],
    attributes: { type: attribute(target, 'type'), ...first, port },
  })

/** A terminal of the node is told of while the domain runs there, and the test driver has none. */
const characterXml = (device: XmlElement, target: XmlElement): XmlElement => {
  const type = attribute(device, 'type') ?? 'pty'
  return arrange(device, {
    order: ['source', '…', 'target', 'boot', 'alias', 'address'],
    attributes: { type, tty: null },
    put: { source: sourceXml(child(device, 'source'), type), target },
  })
}

/** virDomainChrSourceDefFormat: one that says nothing is left out. */
function sourceXml(source: XmlElement | null, type: string): XmlElement | null {
  if (source === null || type === 'pty') return null
  if (type !== 'unix') return source
  const path = attribute(source, 'path')
  const mode = attribute(source, 'mode') ?? 'connect'
  return path === null ? null : arrange(source, { order: ['…'], attributes: { mode, path } })
}

/**
 * A fully virtualised guest's first serial port is its console, so that one brings the other
 * (virDomainDefAddConsoleCompat).
 */
export function impliedConsole(devices: readonly XmlElement[], osType: string): XmlElement[] {
  if (osType !== 'hvm') return []
  const serial = devices.find(({ name }) => name === 'serial')
  const console = devices.find(({ name }) => name === 'console')
  if (serial !== undefined && console === undefined) {
    const port = valueAt(serial, 'target/@port')
    return [like(serial, 'console', make('target', { type: 'serial', port }))]
  }
  const onSerial = console !== undefined && valueAt(console, 'target/@type') === 'serial'
  return serial === undefined && onSerial
    ? [like(console, 'serial', make('target', { port: 0 }))]
    : []
}

/** The same end on the node: what it is there besides its target. */
function like(device: XmlElement, name: string, target: XmlElement): XmlElement {
  const ends = children(device).filter((one) => !['target', 'alias', 'address'].includes(one.name))
  return make(name, { type: attribute(device, 'type') }, [...ends, target])
}
