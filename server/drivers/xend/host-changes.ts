import { asFailure, Failure } from '../../../lib/failure.ts'
import type { HostChanges } from '../../../lib/libvirt/changes.ts'
import { childText } from '../../../lib/xml/element.ts'
import { keepSecrets } from '../../../lib/xml/keep-secrets.ts'
import { type Random, withAddresses } from './card-address.ts'
import { pinnedAs } from './cpu-pins.ts'
import { withUnsaid } from './definition-of.ts'
import { notOfHost } from './definitions.ts'
import { domainSexpr, readRoot } from './domain-sexpr.ts'
import { dashed, readNames, writeDomainXml } from './domain-xml.ts'
import { type Sexpr, valueAt } from './sexpr.ts'
import type { Subject, XendDomains } from './xend-domains.ts'

/** Keeps the secrets and all that an XML leaves out of the definition there is. */
export async function define(
  domains: XendDomains,
  { xml }: HostChanges['define'],
  random: Random,
): Promise<string | null> {
  const uuid = dashed(childText(readRoot(xml, 'domain'), 'uuid') ?? '')
  const subject = uuid === null ? null : await domains.findKnown(uuid)
  if (subject !== null) notOfHost(subject)
  const before = subject && (await domains.kept(subject))
  const edited = configOf(
    domains,
    before === null ? xml : withSecrets(domains, xml, before),
    random,
  )
  const name = valueAt(edited, 'name') ?? ''
  try {
    await domains.keep(before === null ? edited : withUnsaid(edited, before), subject?.row ?? null)
  } finally {
    domains.touched(name, ...namesOf(subject))
  }
  return uuid ?? domains.uuidOf(name)
}

/** Leaves nothing behind where it fails. */
export async function create(
  domains: XendDomains,
  { xml, paused }: HostChanges['create'],
  random: Random,
): Promise<string> {
  const { calls } = domains
  const made = readNames(await calls.create(configOf(domains, xml, random)))
  const name = domains.nameOf(made)
  try {
    await calls.waitForDevices(name)
    if (!paused) await calls.unpause(name)
  } catch (cause) {
    throw await takenDown(domains, name, asFailure(cause))
  } finally {
    domains.touched(made.name)
  }
  return made.uuid
}

function configOf({ host, can }: XendDomains, xml: string, random: Random): Sexpr {
  return withAddresses(pinnedAs(domainSexpr(xml, host.format), can.pinsEach), random)
}

const withSecrets = ({ host }: XendDomains, xml: string, before: Sexpr): string =>
  keepSecrets(xml, writeDomainXml(before, { format: host.format, inactive: true, secure: true }))

const namesOf = (subject: Subject | null): string[] => (subject === null ? [] : [subject.row.name])

/** Why it failed, and that it is still there where it could not be taken down. */
async function takenDown({ calls }: XendDomains, name: string, why: Failure): Promise<Failure> {
  try {
    await calls.destroy(name)
    return why
  } catch (cause) {
    const left = 'What was made of it could not be taken down again, and is still there'
    const detail = `${why.message} ${left}: ${asFailure(cause).message}`
    return new Failure(why.code, detail, { cause: why })
  }
}
