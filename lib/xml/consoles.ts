import { type Display, type DisplayPlace, type TextDevice, textKinds } from '../libvirt/consoles.ts'
import { attribute, child, children, type XmlElement } from './element.ts'
import { count, string, table } from './fields.ts'

/** A display as a live definition has it. The password is there in one read with VIR_DOMAIN_XML_SECURE only. */
export interface DefinedDisplay extends Display {
  password: string | null
}

/** `<listen>`: https://libvirt.org/formatdomain.html#graphical-framebuffers */
const listen = table('listen', {
  type: string('@type'),
  address: string('@address'),
  socket: string('@socket'),
})

const graphics = table('graphics', {
  type: string('@type'),
  port: count('@port'),
  tlsPort: count('@tlsPort'),
  listen: string('@listen'),
  socket: string('@socket'),
  password: string('@passwd'),
})

const character = table('', {
  backend: string('@type'),
  name: string('alias/@name'),
  target: string('target/@name'),
})

const devicesOf = (domain: XmlElement): XmlElement | null => child(domain, 'devices')

/** The displays of a live `<domain>`, in order. */
export function readDisplays(domain: XmlElement): DefinedDisplay[] {
  const devices = devicesOf(domain)
  if (devices === null) return []
  return children(devices, 'graphics').map((element, index) => ({
    index,
    kind: attribute(element, 'type') ?? '',
    place: placeOf(element),
    password: graphics.read(element).password,
  }))
}

/** A socket before an address: nobody but the host’s own gets at it. Ports are there once the domain runs. */
function placeOf(element: XmlElement): DisplayPlace {
  const { port, tlsPort, listen: address, socket } = graphics.read(element)
  const listens = listen.within(element)
  const path = listens.find(({ type }) => type === 'socket')?.socket ?? socket
  if (path !== null) return { by: 'socket', path }
  if (listens.length > 0 && listens.every(({ type }) => type === 'none')) return { by: 'nothing' }
  if (!port && !tlsPort) return { by: 'nothing' }
  const named = listens.find((one) => one.address !== null)?.address ?? address
  // without any word of it libvirt's drivers listen on the loopback address
  return { by: 'port', address: named ?? '127.0.0.1', port: port ?? 0, tlsPort: tlsPort ?? 0 }
}

/** The character devices of a live `<domain>`; one that has two names in it (the first serial and console) is told once. */
export function readTextDevices(domain: XmlElement): TextDevice[] {
  const devices = devicesOf(domain)
  if (devices === null) return []
  const found = new Map<string, TextDevice>()
  for (const element of devices.children) {
    if (element.kind !== 'element') continue
    const kind = textKinds.find((one) => one === element.local && element.namespace === '')
    const { backend, name, target } = character.read(element)
    if (kind === undefined || name === null || found.has(name)) continue
    found.set(name, { name, kind, target, backend: backend ?? '' })
  }
  return [...found.values()]
}
