import { attribute, child, make, type XmlElement } from '../../../lib/xml/element.ts'
import { arrange } from './arrange.ts'
import type { Place } from './place.ts'

/** Video memory in KiB by model, where libvirt has one in mind (virDomainVideoDefaultRAM and the QXL checks). */
const memory: Record<string, { ram?: number; vram: number }> = {
  cirrus: { vram: 16384 },
  vga: { vram: 16384 },
  vmvga: { vram: 16384 },
  bochs: { vram: 16384 },
  xen: { vram: 4096 },
  qxl: { ram: 65536, vram: 65536 },
}

export function videoXml(device: XmlElement, { index, osType }: Pick<Place, 'index' | 'osType'>) {
  const model = child(device, 'model') ?? make('model')
  const given = (name: string) => attribute(model, name)
  const type = given('type') ?? (osType === 'hvm' ? 'cirrus' : 'xen')
  const shown = type !== 'none'
  const made = arrange(model, {
    order: ['…'],
    attributes: {
      type,
      ram: given('ram') ?? memory[type]?.ram ?? null,
      vram: given('vram') ?? memory[type]?.vram ?? null,
      vram64: given('vram64'),
      vgamem: given('vgamem'),
      heads: given('heads') ?? (shown ? 1 : null),
      primary: index === 0 && shown ? 'yes' : null,
    },
  })
  return arrange(device, {
    order: ['driver', 'model', '…', 'alias', 'address'],
    put: { model: made },
  })
}
