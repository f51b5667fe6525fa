import { attribute, make, type XmlElement } from '../../../lib/xml/element.ts'
import { graphics as graphicsFields } from '../../../lib/xml/graphics.ts'
import { listsOf, type Sexpr } from './sexpr.ts'
import { type Shape, unsupported } from './shape.ts'
import { entries, entry, switchAt, textAt, wholeAt } from './values.ts'

export interface GraphicsWish {
  /** The id of a domain that runs: then its port counts, if xend knows it. */
  id: number | null
  /** Whether passwords may be told. */
  secure: boolean
  /** Up to Xen 3.0.2 the port followed from the id. */
  portById: boolean
}

/**
 * Every `<graphics>` that a `(vfb …)` or an image stands for: `(type vnc)` up to 3.3, `(vnc 1)` from 3.4 and in
 * images, and a `(vfb …)` that says neither is for VNC.
 */
function graphicsXml(list: Sexpr, wish: GraphicsWish): XmlElement[] {
  const type = textAt(list, 'type')
  const wants = (one: string) => (type === null ? switchAt(list, one) : type === one)
  const found = []
  const vnc = wants('vnc') ?? (list[0] === 'vfb' && wants('sdl') !== true)
  if (vnc) found.push(vncXml(list, wish))
  if (wants('sdl') === true) found.push(sdlXml(list))
  return found
}

function vncXml(list: Sexpr, { id, secure, portById }: GraphicsWish): XmlElement {
  const auto = switchAt(list, 'vncunused') ?? false
  const display = wholeAt(list, 59_635, 'vncdisplay')
  const given = auto || display === null ? null : 5900 + display
  const port = given ?? (id === null ? null : (portOf(list) ?? (portById ? 5900 + id : null)))
  const listen = textAt(list, 'vnclisten')
  return make('graphics', {
    type: 'vnc',
    port: port !== null && port <= 65_535 ? port : -1,
    autoport: given === null ? 'yes' : 'no',
    listen: listen !== null && /^[\w.:-]+$/.test(listen) ? listen : null,
    keymap: textAt(list, 'keymap'),
    passwd: secure ? textAt(list, 'vncpasswd') : null,
  })
}

/** `(location localhost:5901)`, once the domain runs. */
function portOf(list: Sexpr): number | null {
  const port = /:(\d{1,5})$/.exec(textAt(list, 'location') ?? '')?.[1]
  return port === undefined ? null : Number(port)
}

const sdlXml = (list: Sexpr): XmlElement =>
  make('graphics', {
    type: 'sdl',
    display: textAt(list, 'display'),
    xauth: textAt(list, 'xauthority'),
  })

/** Whether graphics are devices of their own; before, they were settings of the image. */
const areDevices = ({ format, hvm }: Shape): boolean => format >= (hvm ? 4 : 3)

/** All `<graphics>` of a definition: as settings of its image, or as devices with the keyboard that goes with them. */
export function graphicsSexpr(
  all: readonly XmlElement[],
  shape: Shape,
): { settings: Sexpr[]; devices: Sexpr[] } {
  if (!areDevices(shape)) {
    const settings = all.flatMap((one) => [[typeOf(one), '1'], ...settingsOf(one)])
    return { settings, devices: [] }
  }
  const devices = all.map((one): Sexpr => ['vfb', ['type', typeOf(one)], ...settingsOf(one)])
  const keyboard: Sexpr[] = devices.length > 0 && !shape.hvm ? [['vkbd']] : []
  return { settings: [], devices: [...devices, ...keyboard] }
}

function typeOf(graphics: XmlElement): 'vnc' | 'sdl' {
  const type = attribute(graphics, 'type')
  if (type !== 'vnc' && type !== 'sdl') throw unsupported(`graphics of type ${type}`)
  return type
}

function settingsOf(graphics: XmlElement): Sexpr[] {
  if (typeOf(graphics) === 'sdl') {
    return entries(
      entry('display', attribute(graphics, 'display')),
      entry('xauthority', attribute(graphics, 'xauth')),
    )
  }
  const { port, listen } = graphicsFields.read(graphics)
  const display = Number(port ?? -1) - 5900
  const given = attribute(graphics, 'autoport') !== 'yes' && display >= 0
  return entries(
    entry('vncunused', given ? 0 : 1),
    entry('vncdisplay', given ? display : null),
    entry('vnclisten', listen),
    entry('vncpasswd', attribute(graphics, 'passwd')),
    entry('keymap', attribute(graphics, 'keymap')),
  )
}

/** The vfb of a paravirtual domain or of a later full one counts; the image may say the same once more. */
export function allGraphics(devices: readonly Sexpr[], settings: Sexpr, wish: GraphicsWish) {
  const framebuffers = listsOf(devices, 'vfb')
  return framebuffers.length > 0
    ? framebuffers.flatMap((one) => graphicsXml(one, wish))
    : graphicsXml(settings, wish)
}
