import { Failure } from '../../../lib/failure.ts'
import type { Display, ShownDisplay } from '../../../lib/libvirt/consoles.ts'
import { shownDisplays } from '../../../lib/libvirt/consoles.ts'
import { directDisplay } from '../../../lib/libvirt/direct-display.ts'
import { type HostWay, reachDisplay } from '../../../lib/libvirt/reach-display.ts'
import { readDisplays, readTextDevices } from '../../../lib/xml/consoles.ts'
import type { XmlElement } from '../../../lib/xml/element.ts'
import { readXml } from '../../../lib/xml/read.ts'
import type { RemoteClient } from '../../rpc/client.ts'
import type { ConsoleOps, OpenDisplay, OpenText, TextStream } from '../driver.ts'
import type { Beside } from './line.ts'
import { monitorCommand } from './monitor-command.ts'
import { refOf } from './read-domain.ts'
import type { LineSource } from './screenshot.ts'
import { openTextStream } from './text-stream.ts'

/** VIR_DOMAIN_XML_SECURE: with passwords, which a read-only connection is not told. */
const secure = 1

export interface ConsoleDeps extends LineSource {
  calls: RemoteClient
  beside: Beside
  readOnly: boolean
  /** virConnectGetType. */
  hypervisor: string
}

/** Displays and text devices of a libvirt host's running domains. */
export function consoleOps(deps: ConsoleDeps): ConsoleOps {
  const { calls, beside, readOnly, asker, hypervisor } = deps
  const definition = async (uuid: string, flags: number): Promise<XmlElement> =>
    readXml((await calls.domainGetXmlDesc({ dom: refOf(uuid), flags })).xml).root
  const sendBreak = async (uuid: string, device: string) => {
    const found = readTextDevices(await definition(uuid, 0)).find(({ name }) => name === device)
    if (found === undefined) throw new Failure('object.missing', 'It has no such device now.')
    await monitorCommand(calls, uuid, {
      execute: 'chardev-send-break',
      // libvirt names what is behind a device after its alias (qemuAliasChardevFromDevAlias)
      arguments: { id: `char${found.name}` },
    })
  }
  return {
    async list(uuid) {
      const root = await definition(uuid, 0)
      return {
        displays: readDisplays(root).map(({ index, kind, place }) => ({
          ...{ index, kind, place },
          ...whyNotReached({ index, kind, place }, beside.way),
          direct: directDisplay(place, beside.way),
        })),
        texts: readTextDevices(root),
      }
    },
    async openDisplay(uuid, index, { tls, signal }: OpenDisplay) {
      if (readOnly) throw new Failure('host.read-only')
      const display = readDisplays(await definition(uuid, secure))[index]
      if (display === undefined) throw new Failure('object.missing', 'It has no such display now.')
      const kind = shown(display.kind)
      const place = reachDisplay(display, beside.way, tls)
      if ('whyNot' in place) throw new Failure('host.no-way', place.whyNot)
      const wire = await beside.dial(place, { signal, asker, progress: () => {} })
      const isPrivate = place.tls || place.meant === null
      return { kind, wire, isPrivate, password: display.password }
    },
    async openText(uuid, device, options: OpenText): Promise<TextStream> {
      if (readOnly) throw new Failure('host.read-only')
      const devices = readTextDevices(await definition(uuid, 0))
      const found = devices.find(({ name }) => name === device)
      if (found === undefined) throw new Failure('object.missing', 'It has no such device now.')
      return openTextStream(deps, uuid, found, options)
    },
    sendBreak: hypervisor === 'QEMU' && !readOnly ? sendBreak : null,
  }
}

function shown(kind: string): ShownDisplay {
  const found = shownDisplays.find((one) => one === kind)
  if (found !== undefined) return found
  throw new Failure('host.unsupported', `No page shows a display of the type “${kind}”.`)
}

function whyNotReached(
  display: Display,
  way: HostWay,
): { whyNot: string | null; mend: 'listen-on-all' | null } {
  if (!shownDisplays.some((one) => one === display.kind)) {
    return { whyNot: `No page shows a display of the type “${display.kind}”.`, mend: null }
  }
  const reach = reachDisplay(display, way)
  return 'whyNot' in reach ? reach : { whyNot: null, mend: null }
}
