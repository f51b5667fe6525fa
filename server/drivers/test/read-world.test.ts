import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Failure } from '../../../lib/failure.ts'
import { readDomainDetails } from '../../../lib/xml/domain-details.ts'
import type { DomainContent } from './content.ts'
import { type Definition, definitionXml } from './definition.ts'
import { Confined } from './files.ts'
import { readWorldFile } from './read-world.ts'
import { domain, node } from './test-world.ts'

let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'oirase-worlds-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function read(text: string) {
  await writeFile(join(folder, 'node.xml'), text)
  return readWorldFile(join(folder, 'node.xml'), new Confined([folder]))
}

async function refusal(text: string): Promise<string | null> {
  const failure = await read(text).catch((cause: unknown) => cause)
  if (!(failure instanceof Failure)) throw new Error(`accepted: ${text}`)
  expect(failure.code).toBe('uri.refused')
  return failure.detail
}

function definitionOf(domain: DomainContent | undefined): Definition {
  if (domain === undefined) throw new Error('there is no such domain')
  return domain.definition
}

const uuid = '<uuid>6695eb01-f6a4-8304-79aa-97f2502e1901</uuid>'
const target = '<target><path>/x</path></target>'
const hvm = '<os><type>hvm</type></os>'
const pool = (inside: string) => `<pool type='dir'><name>p</name>${target}${inside}</pool>`
const snapshot = (inside: string) =>
  domain('a', `<test:domainsnapshot>${inside}</test:domainsnapshot>`)

// Each was tried with virsh 9.0, which says the same after "error: ".
test.each([
  ['<cpu><cores>x</cores></cpu>', 'XML error: invalid node cpu cores value'],
  ['<cpu><cores>-1</cores></cpu>', 'XML error: invalid node cpu cores value'],
  ['<memory>abc</memory>', 'XML error: invalid node memory value'],
  [
    '<cpu><model>12345678901234567890123456789012</model></cpu>',
    'internal error: Model 12345678901234567890123456789012 too big for destination',
  ],
  ['<domain/>', 'missing name information'],
  [`<domain type='test'><name>a</name></domain>`, 'XML error: an os <type> must be specified'],
  [
    `<domain type='zzz'><name>a</name>${hvm}</domain>`,
    'unsupported configuration: invalid domain type zzz',
  ],
  [`<domain type='test'><name>a/b</name>${hvm}</domain>`, "XML error: name a/b cannot contain '/'"],
  [domain('a', '<uuid>zz</uuid>'), 'internal error: malformed uuid element'],
  [
    domain('a', uuid) + domain('b', uuid),
    "operation failed: domain 'a' is already defined with uuid 6695eb01-f6a4-8304-79aa-97f2502e1901",
  ],
  [
    domain('a', uuid) + domain('a'),
    "operation failed: domain 'a' already exists with uuid 6695eb01-f6a4-8304-79aa-97f2502e1901",
  ],
  [
    `<domain type='test'><name>a</name><memory unit='parsec'>1</memory>${hvm}</domain>`,
    "invalid argument: unknown suffix 'parsec'",
  ],
  [
    `<domain type='test'><name>a</name><memory>x</memory>${hvm}</domain>`,
    "XML error: Invalid value 'x' for element or attribute './memory[1]'",
  ],
  [domain('a', '<vcpu>x</vcpu>'), 'XML error: maximum vcpus count must be an integer'],
  [
    domain('a', `<vcpu current='3'>2</vcpu>`),
    'unsupported configuration: maximum vCPU count must not be less than current vCPU count',
  ],
  [
    `<domain type='test'><name>a</name><os><type>zzz</type></os></domain>`,
    "unsupported configuration: unknown OS type 'zzz'",
  ],
  [
    `<domain type='test'><name>a</name><os><type>exe</type></os></domain>`,
    'XML error: init binary must be specified',
  ],
  [domain('a', '<title>a\nb</title>'), "XML error: Domain title can't contain newlines"],
  [domain('a', '<test:runstate>99</test:runstate>'), "XML error: runstate '99' out of range'"],
  [domain('a', '<test:runstate>x</test:runstate>'), 'XML error: invalid runstate'],
  [
    domain('a', '<test:transient/><test:runstate>5</test:runstate>'),
    "XML error: transient domain cannot have runstate 'shutoff'",
  ],
  [
    domain('a', '<test:hasmanagedsave/>'),
    "XML error: domain with managedsave data can only have runstate 'shutoff'",
  ],
  [snapshot(''), 'XML error: a redefined snapshot must have a name'],
  [snapshot('<name>s</name>'), 'internal error: missing creationTime from existing snapshot'],
  [
    snapshot('<name>s</name><creationTime>5</creationTime>'),
    'XML error: missing state from existing snapshot',
  ],
  [
    snapshot('<name>s</name><creationTime>5</creationTime><state>zz</state>'),
    "unsupported configuration: Invalid state 'zz' in domain snapshot XML",
  ],
  [
    snapshot('<name>s</name><creationTime>5</creationTime><state>running</state>'),
    "internal error: Could not find 'active' element",
  ],
  ['<network/>', 'missing name information'],
  ['<network><name>n/n</name></network>', 'invalid char in name: /'],
  [
    `<network><name>n</name><forward mode='zz'/></network>`,
    "unsupported configuration: unknown forwarding type 'zz'",
  ],
  ['<pool/>', "XML error: Missing required attribute 'type' in element 'pool'"],
  [`<pool type='zz'/>`, "XML error: Invalid value for attribute 'type' in element 'pool': 'zz'."],
  [`<pool type='dir'><name>p</name></pool>`, 'XML error: missing storage pool target path'],
  [pool('<volume/>'), 'XML error: missing volume name element'],
  [pool('<volume><name>v</name></volume>'), 'XML error: missing capacity element'],
  ['<interface/>', "XML error: Missing required attribute 'type' in element 'interface'"],
  [`<interface type='ethernet'/>`, 'XML error: interface has no name'],
  ['<device/>', 'missing name information'],
  ['<device><name>d</name></device>', "internal error: no device capabilities for 'd'"],
])('%s is refused as libvirt refuses it', async (inside, detail) => {
  expect(await refusal(node(inside))).toBe(detail)
})

test('what is no XML is refused with its place, and another root with its name', async () => {
  expect(await refusal('<node>\n <domain')).toBe(`${folder}/node.xml:2:9: unclosed tag: node`)
  expect(await refusal('<foo/>')).toBe("XML error: expecting root element of 'node', not 'foo'")
  expect(await refusal(`<!DOCTYPE node [<!ENTITY e 'x'>]><node>&e;</node>`)).toMatch(
    /: a document type is not accepted$/,
  )
})

test('a world that wants a name and a password is refused, for there is nobody to ask', async () => {
  expect(await refusal(node('<auth><user>anna</user></auth>'))).toMatch(/^This world lets only/)
})

test('elements may be in files of their own, named from where the node’s file is', async () => {
  await writeFile(
    join(folder, 'a.xml'),
    domain(
      'a',
      `<s:domainsnapshot xmlns:s="http://libvirt.org/schemas/domain/test/1.0" file='s.xml'/>`,
    ),
  )
  await writeFile(
    join(folder, 's.xml'),
    '<domainsnapshot><name>s</name><creationTime>5</creationTime><state>running</state><active>1</active></domainsnapshot>',
  )
  await writeFile(
    join(folder, 'p.xml'),
    pool('<volume><name>lost</name><capacity>1</capacity></volume>'),
  )
  await writeFile(join(folder, 'v.xml'), '<volume><name>v</name><capacity>1</capacity></volume>')
  const world = await read(
    node(
      `<domain file='a.xml'/><pool file='p.xml'/>` +
        `<pool type='dir'><name>q</name>${target}<volume file='${folder}/v.xml'/></pool>`,
    ),
  )
  expect(world.domains.map(({ definition }) => definition.figures.name)).toEqual(['a'])
  expect(world.domains[0]?.snapshots[0]?.object).toEqual({
    name: 's',
    parent: null,
    current: true,
    createdAt: 5,
    state: 'running',
  })
  // libvirt loses the volumes of a pool that is in a file of its own
  expect(world.pools.map(({ volumes }) => volumes.map(({ name }) => name))).toEqual([[], ['v']])
})

test('such a file must be there, in the folder, and hold what it is named for', async () => {
  await writeFile(join(folder, 'a.xml'), domain('a'))
  expect(await refusal(node(`<domain file='nope.xml'/>`))).toBe(
    `XML error: failed to parse xml document '${folder}/nope.xml'`,
  )
  expect(await refusal(node(`<network file='a.xml'/>`))).toBe(
    "XML error: expecting root element of 'network', not 'domain'",
  )
  await expect(read(node(`<domain file='/etc/passwd'/>`))).rejects.toMatchObject({
    code: 'uri.forbidden',
  })
  await expect(read(node(`<domain file='../../../etc/passwd'/>`))).rejects.toMatchObject({
    code: 'uri.forbidden',
  })
})

test('what a definition leaves out is made up, and the same each time', async () => {
  const card = `<devices><interface type='user'/></devices>`
  const [one, again] = [await read(node(domain('a', card))), await read(node(domain('a', card)))]
  const [a, b] = [definitionOf(one.domains[0]), definitionOf(again.domains[0])]
  expect(a.figures.uuid).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  )
  expect(a.figures.uuid).toBe(b.figures.uuid)
  expect(a.details.interfaces[0]?.mac).toMatch(/^52:54:00(:[0-9a-f]{2}){3}$/)
  expect(definitionXml(a, null)).toContain(`<mac address='${a.details.interfaces[0]?.mac}'/>`)
})

test('details are those of the whole definition', async () => {
  const cards = `<interface type='user'/><interface type='bridge'><source bridge='b'/><target dev='own'/></interface>`
  const disks = `<disk><source file='/x'/><target dev='sda'/></disk>`
  const inside = `<title>t</title><devices>${cards}${disks}<graphics type='vnc'/></devices>`
  const one = definitionOf((await read(node(domain('a', inside)))).domains[0])
  expect(one.details).toEqual(readDomainDetails(definitionXml(one, null)))
  expect(one.details).toMatchObject({ arch: 'i686', firmware: 'bios' })
})

test('a thousand domains are read without their definitions being made', async () => {
  const names = Array.from({ length: 1000 }, (_, n) => domain(`d${n}`))
  const { domains } = await read(node(names.join('\n')))
  expect(domains).toHaveLength(1000)
  expect(definitionXml(definitionOf(domains[999]), null)).toContain('<name>d999</name>')
})
