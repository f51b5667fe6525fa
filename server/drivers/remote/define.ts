import { Failure } from '../../../lib/failure.ts'
import type { HostChange, HostChanges } from '../../../lib/libvirt/changes.ts'
import { childText } from '../../../lib/xml/element.ts'
import { keepSecrets } from '../../../lib/xml/keep-secrets.ts'
import { readXml, XmlError } from '../../../lib/xml/read.ts'
import type { RemoteClient } from '../../rpc/client.ts'
import { failedWith, unlessRefused } from './failures.ts'
import { refOf } from './read-domain.ts'

/** VIR_DOMAIN_XML_SECURE and VIR_DOMAIN_XML_INACTIVE. */
const withSecrets = 1 | 2
/** VIR_DOMAIN_START_PAUSED. */
const startPaused = 1

/** What makes a domain of something; each gives its uuid, or null where that is not known. */
export type HostActs = {
  [K in HostChange]: (asked: HostChanges[K]) => Promise<string | null>
}

/** Definitions are not validated by libvirt's schema beforehand: neither `virsh define` nor virt-manager asks for that. */
export const hostActs = (calls: RemoteClient): HostActs => ({
  async define({ xml }) {
    const uuid = asXml('request.invalid', () => uuidIn(xml))
    const secure = uuid === null ? null : await presentDefinition(calls, uuid)
    const whole =
      secure === null ? xml : asXml('host.broke-protocol', () => keepSecrets(xml, secure))
    return (await calls.domainDefineXmlFlags({ xml: whole, flags: 0 })).dom.uuid
  },
  async create({ xml, paused }) {
    const asked = { xmlDesc: xml, flags: paused ? startPaused : 0 }
    return (await calls.domainCreateXml(asked)).dom.uuid
  },
  async restore({ path }) {
    // The restoring itself does not say whom it was of.
    const asked = calls.domainSaveImageGetXmlDesc({ file: path, flags: 0 })
    const { xml } = await unlessRefused(asked, { xml: '' })
    await calls.domainRestoreFlags({ from: path, dxml: null, flags: 0 })
    return xml === '' ? null : asXml('host.broke-protocol', () => uuidIn(xml))
  },
})

const uuidIn = (xml: string): string | null => childText(readXml(xml).root, 'uuid')

/** What runs next of the domain there is, with its secrets; null when there is none yet. */
async function presentDefinition(calls: RemoteClient, uuid: string): Promise<string | null> {
  try {
    return (await calls.domainGetXmlDesc({ dom: refOf(uuid), flags: withSecrets })).xml
  } catch (cause) {
    if (failedWith(cause, 'domain.missing')) return null
    throw cause
  }
}

/** What `read` gives; text that is not XML fails by whose text it is. */
function asXml<T>(code: 'request.invalid' | 'host.broke-protocol', read: () => T): T {
  try {
    return read()
  } catch (cause) {
    if (!(cause instanceof XmlError)) throw cause
    const { line, column, message } = cause
    throw new Failure(code, `Line ${line}, column ${column + 1}: ${message}`, { cause })
  }
}
