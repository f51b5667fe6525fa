import {
  attribute,
  child,
  children,
  make,
  makeText,
  text,
  type XmlElement,
} from '../../../lib/xml/element.ts'
import { arrange } from './arrange.ts'
import { hostArch } from './capabilities-xml.ts'

/** virDomainDefFormatInternalSetRootName, its `<os>` */
const order = [
  ...['type', 'firmware', 'init', 'initarg', 'loader', 'nvram', 'kernel', 'initrd', 'cmdline'],
  ...['root', '…', 'boot', 'bootmenu', 'bios', 'smbios'],
]

export function osXml(domain: XmlElement): XmlElement {
  const os = child(domain, 'os') ?? make('os')
  const type = child(os, 'type') ?? make('type')
  const name = text(type).trim()
  const xen = attribute(domain, 'type') === 'xen'
  const full = name === 'hvm'
  const boots = children(os, 'boot')
  const implied = full && boots.length === 0 && !hasBootOrder(domain)
  const loader = child(os, 'loader')
  const made = arrange(type, {
    order: ['…'],
    attributes: { arch: attribute(type, 'arch') ?? hostArch },
  })
  // Of the type 'linux' only Xen knows kernels, and it writes 'linux' where others write 'xen'.
  if (name === 'linux' && !xen) return make('os', {}, [made])
  return arrange(os, {
    order,
    put: {
      type: xen && name === 'xen' ? { ...made, children: [makeText('linux')] } : made,
      loader: loader && loaderXml(loader, full),
      boot: implied ? make('boot', { dev: 'hd' }) : boots,
    },
  })
}

/** A fully virtualised guest's loader is a ROM unless it says what else. */
function loaderXml(loader: XmlElement, full: boolean): XmlElement {
  if (!full || attribute(loader, 'type') !== null) return loader
  const { attributes } = make('loader', { type: 'rom' })
  return { ...loader, attributes: [...loader.attributes, ...attributes] }
}

function hasBootOrder(domain: XmlElement): boolean {
  const devices = child(domain, 'devices')
  return devices !== null && children(devices).some((one) => child(one, 'boot') !== null)
}
