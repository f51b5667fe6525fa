import { expect, test } from 'vitest'
import type { ConfigFormat } from './config-format.ts'
import { domainSexpr } from './domain-sexpr.ts'
import { writeDomainXml } from './domain-xml.ts'
import { recorded } from './recorded.ts'
import { readSexpr, writeSexpr } from './sexpr.ts'

const all: readonly (readonly [keyof typeof recorded, ConfigFormat])[] = [
  ['hostDomain', 3],
  ['fullOldest', 1],
  ['paravirtual', 2],
  ['halted', 3],
  ['fullLater', 4],
]

const golden = (name: string) => `${import.meta.dirname}/golden/${name}`

test.for(all)('%s, of config format %i, is this XML', async ([name, format]) => {
  const xml = writeDomainXml(readSexpr(recorded[name]), { format })
  await expect(xml).toMatchFileSnapshot(golden(`${name}.xml`))
})

test.for(all.slice(1))('%s, fed back to the same xend, is this', async ([name, format]) => {
  const xml = writeDomainXml(readSexpr(recorded[name]), { format, inactive: true })
  const said = writeSexpr(domainSexpr(xml, format)).replaceAll(' (device', '\n (device')
  await expect(`${said}\n`).toMatchFileSnapshot(golden(`${name}.sexpr`))
})
