import { domainStates } from '../../../lib/libvirt/domain-state.ts'
import { child, children, childText, type XmlElement } from '../../../lib/xml/element.ts'
import type { DomainContent } from './content.ts'
import { readBehaviour } from './extension.ts'
import { readDefinition } from './read-definition.ts'
import { readName, readUuid } from './read-objects.ts'
import { readSnapshots } from './read-snapshot.ts'
import { fault } from './refusal.ts'

/** libvirt's own extension of domains in a world's file. */
const testNamespace = 'http://libvirt.org/schemas/domain/test/1.0'

/**
 * A domain of a world's file, completed as libvirt completes it. `root` is the node it is of, whose prefixes it may
 * use. Throws Failure in libvirt's words.
 */
export function readDomain(element: XmlElement, root: XmlElement, place: string): DomainContent {
  const name = readName(element)
  const uuid = readUuid(element, `${place} domain ${name}`)
  const definition = readDefinition(element, { name, uuid }, root)
  const { state, transient, managedSave } = readRunstate(element)
  return {
    definition,
    state,
    persistent: !transient,
    managedSave,
    snapshots: readSnapshots(children(element, 'domainsnapshot', testNamespace), uuid),
    behaviour: readBehaviour(element),
  }
}
/** testDomainDefNamespaceParse */
function readRunstate(domain: XmlElement) {
  const given = childText(domain, 'runstate', testNamespace)
  const number = given === null ? domainStates.indexOf('running') : Number(given)
  if (given !== null && !/^\d{1,9}$/.test(given)) throw fault('XML error', 'invalid runstate')
  const state = domainStates[number]
  if (state === undefined) throw fault('XML error', `runstate '${number}' out of range'`)
  const transient = child(domain, 'transient', testNamespace) !== null
  const managedSave = child(domain, 'hasmanagedsave', testNamespace) !== null
  if (transient && state === 'shutoff') {
    throw fault('XML error', "transient domain cannot have runstate 'shutoff'")
  }
  if (managedSave && state !== 'shutoff') {
    throw fault('XML error', "domain with managedsave data can only have runstate 'shutoff'")
  }
  return { state, transient, managedSave }
}
