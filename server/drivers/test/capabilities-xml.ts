import { make, type XmlElement } from '../../../lib/xml/element.ts'
import { printXml } from '../../../lib/xml/print.ts'

/** A NUMA cell of a node: only the built-in world has some. */
export interface Cell {
  memory: number
  /** KiB. */
  page: number
  cpus: number
}

/** The architecture of the node, and of a domain that names none. */
export const hostArch = 'i686'
const emulator = '/usr/bin/test-hv'

/** What the test driver says its node can do; the same for every world but for its cells. */
export function capabilitiesXml(cells: readonly Cell[]): string {
  const features = make('features', {}, [make('pae'), make('nonpae')])
  const cpu = make('cpu', {}, [
    make('arch', {}, [hostArch]),
    features,
    ...[4, 8, 2048, 1048576].map((size) => make('pages', { unit: 'KiB', size })),
  ])
  const host = make('host', {}, [
    cpu,
    make('power_management'),
    make('iommu', { support: 'no' }),
    make('topology', {}, [make('cells', { num: cells.length }, cells.map(cellXml))]),
    make('secmodel', {}, [make('model', {}, ['testSecurity']), make('doi')]),
  ])
  const guests = ['hvm', 'xen'].map((osType) => {
    const arch = make('arch', { name: hostArch }, [
      make('wordsize', {}, ['32']),
      make('emulator', {}, [emulator]),
      make('domain', { type: 'test' }),
    ])
    return make('guest', {}, [make('os_type', {}, [osType]), arch, features])
  })
  // libvirt sets the host and each guest apart by an empty line.
  const parts = [host, ...guests].map((part) => `\n${printXml(part, '  ')}`).join('')
  return `<capabilities>\n${parts}\n</capabilities>\n`
}

function cellXml({ memory, page, cpus }: Cell, id: number): XmlElement {
  const pages = [page, 2048, 1048576].map((size, index) =>
    make('pages', { unit: 'KiB', size }, [String(index === 0 ? memory / size : 0)]),
  )
  const numbers = Array.from({ length: cpus }, (_, core) => core)
  const cpuOf = (core: number) =>
    make('cpu', {
      id: id * cpus + core,
      socket_id: id,
      die_id: 0,
      core_id: core,
      siblings: id * cpus + core,
    })
  return make('cell', { id }, [
    make('memory', { unit: 'KiB' }, [String(memory)]),
    ...pages,
    make('cpus', { num: cpus }, numbers.map(cpuOf)),
  ])
}
