import { make, type XmlElement } from '../../../lib/xml/element.ts'
import { valueAt } from '../../../lib/xml/fields.ts'
import { listAt, type Sexpr } from './sexpr.ts'
import { invalid, unsupported } from './shape.ts'
import { forXml } from './values.ts'

/** What a serial or parallel port leads to, as qemu spells it and as libvirt does. */
interface Source {
  type: string
  inside: XmlElement[]
}

const alone = ['pty', 'null', 'vc', 'stdio']
const paths = ['file', 'pipe']

/**
 * `(serial pty)` or `(serial (pty none file:/x))`: `<serial>` or `<parallel>` for each that leads somewhere, its
 * number being its place in the list.
 */
export function portsXml(name: 'serial' | 'parallel', settings: Sexpr): XmlElement[] {
  const [value = []] = listAt(settings, name)
  const all = typeof value === 'string' ? [value] : value
  return all.flatMap((one, port) => {
    const source = typeof one === 'string' ? readSource(forXml(one)) : null
    return source === null
      ? []
      : [make(name, { type: source.type }, [...source.inside, make('target', { port })])]
  })
}

/** The console of a full guest is its first serial port. */
export const consoleOnSerial = (serial: XmlElement): XmlElement => ({
  ...make('console'),
  attributes: serial.attributes,
  children: [
    ...serial.children.slice(0, -1),
    make('target', { type: 'serial', port: valueAt(serial, 'target/@port') }),
  ],
})

function readSource(text: string): Source | null {
  if (alone.includes(text)) return { type: text, inside: [] }
  if (text.startsWith('/')) return { type: 'dev', inside: [make('source', { path: text })] }
  const [, word = '', rest = ''] = /^([a-z]+):(.*)$/s.exec(text) ?? []
  if (paths.includes(word)) return { type: word, inside: [make('source', { path: rest })] }
  if (word === 'tcp' || word === 'telnet') return readTcp(word, rest)
  if (word === 'unix') return readUnix(rest)
  return word === 'udp' ? readUdp(rest) : null
}

const mode = (options: string) => (/(?:^|,)server(?:,|$)/.test(options) ? 'bind' : 'connect')

function readTcp(word: string, rest: string): Source {
  const [, host = '', service = '', options = ''] = /^(.*?):([^:,]*)(?:,(.*))?$/s.exec(rest) ?? []
  const source = make('source', { mode: mode(options), host: host || '0.0.0.0', service })
  const protocol = make('protocol', { type: word === 'telnet' ? 'telnet' : 'raw' })
  return { type: 'tcp', inside: [source, protocol] }
}

function readUnix(rest: string): Source {
  const [, path = '', options = ''] = /^(.*?)(?:,(.*))?$/s.exec(rest) ?? []
  return { type: 'unix', inside: [make('source', { mode: mode(options), path })] }
}

/** `host:port@bindhost:bindport`, the second half as it may be left out. */
function readUdp(rest: string): Source {
  const ends = rest.split('@').map((end) => /^(.*?):([^:]*)$/s.exec(end) ?? [])
  const source = ([, host, service]: readonly string[], mode: string) =>
    service === undefined ? [] : [make('source', { mode, host: host || null, service })]
  const [to = [], from = []] = ends
  return { type: 'udp', inside: [...source(from, 'bind'), ...source(to, 'connect')] }
}

/** All ports of one kind, a gap in their numbers being `none`; null when there are none. */
export function portsSexpr(
  name: 'serial' | 'parallel',
  ports: readonly XmlElement[],
  several: boolean,
): Sexpr | null {
  if (ports.length === 0) return null
  const places: string[] = []
  ports.forEach((one, index) => {
    const given = valueAt(one, 'target/@port')
    const place = given === null ? index : Number(given)
    if (!(place >= 0 && place < 4)) throw unsupported(`a ${name} port of number ${given}`)
    places[place] = writeSource(one)
  })
  const all = Array.from(places, (place) => place ?? 'none')
  const [first = 'none'] = all
  if (all.length === 1) return [name, first]
  if (!several) throw unsupported(`more than one ${name} port in this version`)
  return [name, all]
}

function writeSource(port: XmlElement): string {
  const type = valueAt(port, '@type') ?? 'pty'
  if (alone.includes(type)) return type
  if (type === 'dev') return required(port, 'source/@path')
  if (paths.includes(type)) return `${type}:${required(port, 'source/@path')}`
  const waits = valueAt(port, 'source/@mode') === 'bind' ? ',server,nowait' : ''
  if (type === 'unix') return `unix:${required(port, 'source/@path')}${waits}`
  if (type === 'udp') return writeUdp(port)
  if (type !== 'tcp') throw unsupported(`a port of type ${type}`)
  const word = valueAt(port, 'protocol/@type') === 'telnet' ? 'telnet' : 'tcp'
  return `${word}:${required(port, 'source/@host')}:${required(port, 'source/@service')}${waits}`
}

function writeUdp(port: XmlElement): string {
  const end = (mode: string): string | null => {
    const source = port.children.find(
      (one): one is XmlElement =>
        one.kind === 'element' && one.name === 'source' && valueAt(one, '@mode') === mode,
    )
    return source === undefined
      ? null
      : `${valueAt(source, '@host') ?? ''}:${valueAt(source, '@service') ?? ''}`
  }
  const from = end('bind')
  return `udp:${end('connect') ?? ':'}${from === null ? '' : `@${from}`}`
}

function required(port: XmlElement, path: string): string {
  const value = valueAt(port, path)
  if (value === null) throw invalid(`A ${port.name} port does not say its ${path}.`)
  return value
}
