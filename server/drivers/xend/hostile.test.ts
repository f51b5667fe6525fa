import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asFailure } from '../../../lib/failure.ts'
import { readXml } from '../../../lib/xml/read.ts'
import { capabilitiesXml } from './capabilities.ts'
import { readDomainRow } from './domain-row.ts'
import { domainSexpr } from './domain-sexpr.ts'
import { writeDomainXml } from './domain-xml.ts'
import { readHost, readNodeReport } from './node.ts'
import { plausible } from './plausible.ts'
import { readSexpr, type Sexpr, writeSexpr } from './sexpr.ts'

const bad = fc.constantFrom<Sexpr>(
  ...[
    '</name><x>',
    `'"&<>`,
    '\0\x1b\ufffe',
    '\n\t\r',
    '',
    'None',
    'x'.repeat(5000),
    '99'.repeat(99),
  ],
  ...[
    '-1',
    '1e999',
    '0x',
    'NaN',
    ':',
    'tap:',
    'tap:tapdisk:',
    '/',
    ':cdrom',
    'udp:@',
    'unix:',
    'ä',
  ],
  ...[[], [[]], ['hvm'], ['hvm', []], [['a', ['b']]], ['dev', ['bus', '1e9']]],
)

/** The same with some of its parts replaced, heads and values alike. */
function spoil(value: Sexpr, next: () => Sexpr | null): Sexpr {
  const instead = next()
  if (instead !== null) return instead
  return typeof value === 'string' ? value : value.map((one) => spoil(one, next))
}

const spoilt = fc
  .tuple(
    plausible(4, true),
    plausible(2, false),
    fc.boolean(),
    fc.infiniteStream(fc.option(bad, { freq: 1, nil: null })),
    fc.infiniteStream(fc.nat(20)),
  )
  .map(([full, para, hvm, parts, dice]) => {
    const next = () => (dice.next().value === 0 ? (parts.next().value ?? null) : null)
    // The names stay, or most would be refused for them alone.
    const domain = hvm ? full : para
    return (typeof domain === 'string' ? [] : domain).map((one, index) =>
      index < 3 ? one : spoil(one, next),
    )
  })

test('a spoilt domain is a row and XML that can be read', () => {
  fc.assert(
    fc.property(spoilt, (domain) => {
      expect(readDomainRow(domain, 4).name).not.toBe('')
      const xml = writeDomainXml(domain, { format: 4, secure: true })
      expect(readXml(xml).root.name).toBe('domain')
      let code: string | null = null
      try {
        readSexpr(writeSexpr(domainSexpr(xml, 4)))
      } catch (cause) {
        ;({ code } = asFailure(cause))
      }
      expect([null, 'request.invalid', 'host.unsupported']).toContain(code)
    }),
    { numRuns: 60 },
  )
})

test('anything at all is a domain or the coded refusal, and never a fault of ours', () => {
  const { sexpr } = fc.letrec<{ sexpr: Sexpr }>((tie) => ({
    sexpr: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom('name', 'uuid', 'device', 'image', 'cpus', 'vif', 'node_to_cpu', 'xen_caps'),
      bad,
      fc.array(tie('sexpr'), { maxLength: 5 }),
    ),
  }))
  fc.assert(
    fc.property(sexpr, (value) => {
      try {
        readDomainRow(value, 1)
      } catch (cause) {
        expect(asFailure(cause).code).toBe('host.not-xend')
      }
      expect(Object.values(readNodeReport(value)).some(Number.isNaN)).toBe(false)
      expect(readHost(value).format).toBeGreaterThan(0)
      expect(readXml(capabilitiesXml(value)).root.name).toBe('capabilities')
    }),
    { numRuns: 300 },
  )
})

test('a name that is markup stays a name', () => {
  const uuid = '00000000-0000-0000-0000-000000000001'
  const domain = ['domain', ['name', "<a b='c'>&\0"], ['uuid', uuid]]
  const { root } = readXml(writeDomainXml(domain, { format: 4 }))
  expect(root.children.filter((one) => one.kind === 'element')).toHaveLength(11)
  expect(readDomainRow(domain, 4).name).toBe("<a b='c'>&\ufffd")
})
