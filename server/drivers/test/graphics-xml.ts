import { attribute, children, make, type XmlElement } from '../../../lib/xml/element.ts'
import { arrange } from './arrange.ts'

type Attributes = Record<string, string | null>

/** virDomainGraphicsDefFormat, for what is kept: ports that a start chooses are not told. */
export function graphicsXml(device: XmlElement): XmlElement {
  const type = attribute(device, 'type')
  const listens = listensOf(device)
  const [first] = listens
  const [kind, address, socket] = ['type', 'address', 'socket'].map((name) =>
    first === undefined ? null : attribute(first, name),
  )
  const onNetwork = kind === 'address' || kind === 'network'
  return arrange(device, {
    order: ['listen', '…'],
    attributes: {
      type,
      ...unsaid,
      ...(kind === 'socket' ? { socket: socket ?? null } : {}),
      ...(onNetwork ? { ...ports(device, type), listen: address ?? null } : {}),
    },
    put: { listen: listens },
  })
}

/** In libvirt's order; those that stay so are left out, whatever was typed. */
const unsaid: Attributes = {
  socket: null,
  port: null,
  tlsPort: null,
  autoport: null,
  websocket: null,
  listen: null,
}

/** Kinds of display that others reach over a network. */
const served = ['vnc', 'spice', 'rdp']

function ports(device: XmlElement, type: string | null): Attributes {
  const given = (name: string) => attribute(device, name)
  const port = zeroIsNone(given('port'))
  if (type === 'spice') {
    const tlsPort = zeroIsNone(given('tlsPort'))
    const auto = given('autoport') === 'yes' || (port === '-1' && tlsPort === '-1')
    return auto ? { autoport: 'yes' } : { port, tlsPort, autoport: 'no' }
  }
  if (type === 'rdp') return given('autoport') === 'yes' ? { autoport: 'yes' } : { port }
  const chosen = given('port') === null || port === '-1' ? 'yes' : 'no'
  const autoport = given('autoport') ?? chosen
  const fixed = port === '-1' ? null : port
  return {
    port: autoport === 'yes' ? '-1' : fixed,
    autoport,
    websocket: given('websocket'),
  }
}

const zeroIsNone = (port: string | null) => (port === '0' ? null : port)

/** A socket or an address of the display itself is its first `<listen>`; one that says nothing of it listens somewhere. */
function listensOf(device: XmlElement): XmlElement[] {
  const type = attribute(device, 'type') ?? ''
  if (!served.includes(type)) return []
  const listens = children(device, 'listen').map(listenXml)
  if (listens.length > 0) return listens
  const [socket, address] = [attribute(device, 'socket'), attribute(device, 'listen')]
  if (socket !== null) return [make('listen', { type: 'socket', socket })]
  const portless = ['port', 'tlsPort'].every((name) => zeroIsNone(attribute(device, name)) === null)
  const nowhere = type === 'spice' && portless && attribute(device, 'autoport') !== 'yes'
  return [nowhere ? make('listen', { type: 'none' }) : make('listen', { type: 'address', address })]
}

const listenXml = (listen: XmlElement) =>
  arrange(listen, {
    order: ['…'],
    attributes: {
      type: attribute(listen, 'type'),
      // A network's address is what was found when it started.
      ...(attribute(listen, 'type') === 'network' ? { address: null } : {}),
    },
  })
