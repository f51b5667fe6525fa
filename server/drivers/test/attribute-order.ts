import { children, type XmlElement } from '../../../lib/xml/element.ts'

/** How libvirt 9.0 orders attributes (src/conf/domain_conf.c), of elements where people order them in other ways. */
const orders: Record<string, string> = {
  'domain/maxMemory': 'slots unit',
  'disk/driver':
    'name type cache error_policy rerror_policy io ioeventfd event_idx copy_on_read discard iothread detect_zeroes queues',
  'disk/target': 'dev bus tray removable rotation_rate',
  'filesystem/driver': 'type format wrpolicy queue',
  'interface/driver': 'name txmode ioeventfd event_idx queues rx_queue_size tx_queue_size',
  'devices/graphics':
    'type socket port tlsPort autoport websocket listen display xauth fullscreen keymap sharePolicy powerControl defaultMode passwd passwdValidTo connected',
  'devices/controller': 'type index model ports vectors',
  'devices/redirdev': 'bus type',
  'devices/memballoon': 'model autodeflate freePageReporting',
  'devices/audio': 'id type',
  'vsock/cid': 'auto address',
  'channel/target': 'type name address port',
  'domain/cpu': 'mode match check migratable',
  'cpu/topology': 'sockets dies cores threads',
  'cpu/model': 'fallback vendor_id',
  'cpu/feature': 'policy name',
  'numa/cell': 'id cpus memory unit memAccess discard',
  'domain/clock': 'offset adjustment basis timezone',
  'clock/timer': 'name track present tickpolicy frequency mode',
  'os/loader': 'readonly secure type',
  'os/bootmenu': 'enable timeout',
}

const ranks = new Map(
  Object.entries(orders).map(([path, names]) => [
    path,
    new Map(names.split(' ').map((name, rank) => [name, rank])),
  ]),
)

/** The same element, and all in it, with attributes in libvirt's order; those of no order stay, after the others. */
export function inLibvirtsOrder(element: XmlElement, parent = ''): XmlElement {
  if (element.namespace !== '' || element.name === 'metadata') return element
  const rank = ranks.get(`${parent}/${element.name}`)
  const of = (name: string) => rank?.get(name) ?? Number.POSITIVE_INFINITY
  const attributes =
    rank === undefined
      ? element.attributes
      : [...element.attributes].sort((a, b) => compare(of(a.name), of(b.name)))
  if (children(element).length === 0) return { ...element, attributes }
  const inside = element.children.map((node) =>
    node.kind === 'element' ? inLibvirtsOrder(node, element.name) : node,
  )
  return { ...element, attributes, children: inside }
}

const compare = (a: number, b: number) => (a === b ? 0 : a - b)
