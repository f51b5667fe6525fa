import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { systemClock } from '../../lib/clock.ts'
import { capabilitiesXml } from '../../server/drivers/xend/capabilities.ts'
import { keepsInactive } from '../../server/drivers/xend/config-format.ts'
import { domainSexpr } from '../../server/drivers/xend/domain-sexpr.ts'
import { writeDomainXml } from '../../server/drivers/xend/domain-xml.ts'
import { readHost } from '../../server/drivers/xend/node.ts'
import { hasKey, type Sexpr, valueAt } from '../../server/drivers/xend/sexpr.ts'
import { xendCalls } from '../../server/drivers/xend/xend-calls.ts'
import { XendHttp } from '../../server/drivers/xend/xend-http.ts'
import { type Guest, hvmGuest, linuxGuest } from './xend/guests.ts'
import { versions, type XendVersion } from './xend/personality.ts'
import { startXend } from './xend/start-xend.ts'

/** libvirt's own; virt-xml-validate hands them to xmllint as well, but one file at a time. */
const schemas = '/usr/share/libvirt/schemas'
const missing = spawnSync('xmllint', ['--version']).error !== undefined || !existsSync(schemas)
const why = missing ? ' (skipped: xmllint or libvirt’s schemas are not installed)' : ''

const folder = mkdtempSync(path.join(tmpdir(), 'oirase-xend-xml-'))
const ending: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ending.splice(0)) await end()
})
afterAll(() => rmSync(folder, { recursive: true }))

/** What a schema has against each of these documents, or nothing. */
function faults(schema: 'domain' | 'capability', documents: readonly string[]): string {
  const files = documents.map((text, at) => {
    const file = path.join(folder, `${at}.xml`)
    writeFileSync(file, text)
    return file
  })
  const rng = path.join(schemas, `${schema}.rng`)
  const { stderr } = spawnSync('xmllint', ['--noout', '--relaxng', rng, ...files], {
    encoding: 'utf8',
  })
  return stderr.replaceAll(/^.* validates\n/gm, '')
}

async function start(personality: XendVersion, domains: readonly Guest[]) {
  const xend = await startXend({ personality, listen: { port: 0 }, domains, shuffle: 7 })
  ending.push(() => xend.stop())
  const { port, hostname } = new URL(xend.url)
  const dial = async () => {
    const stream = connect(Number(port), hostname)
    return { stream, close: () => void stream.destroy() }
  }
  const calls = xendCalls(new XendHttp({ dial, clock: systemClock }))
  const node = await calls.node()
  return { xend, calls, node, format: readHost(node).format }
}

const states = ['running', 'paused', 'halted', 'has run', 'crashed', 'shut down'] as const
const guests: Guest[] = states.flatMap((state, at) => [
  { config: linuxGuest(`linux-${at}`, at * 2), state },
  { config: hvmGuest(`hvm-${at}`, at * 2 + 1), state },
])

/** Of one run, or of the machine it is on: no part of what a domain is. */
const passing = new Set([
  ...['domid', 'state', 'status', 'cpu_time', 'up_time', 'start_time', 'online_vcpus'],
  ...['store_mfn', 'console_mfn', 'shutdown_reason', 'location', 'devid', 'vncdisplay'],
])

/** Not said of the first, and as each xend has it when nothing is said. */
const usual = [
  '/domain/device/vif/type ioemu',
  '/domain/device/vif/script vif-bridge',
  '/domain/image/hvm/stdvga 0',
]
/** Two spellings of the same, to one: xends read either, and some say both. */
const spelt = (line: string): string =>
  line
    .replace(/^(\/domain\/device\/vbd\/dev )ioemu:(\w+)$/, '$1$2:disk')
    .replace(/^\/domain\/(image\/hvm|device\/vfb)\/vnc 1$/, '/domain/device/vfb/type vnc')
    .replace(/^\/domain\/image\/hvm\/vnc/, '/domain/device/vfb/vnc')
/** What xend adds by itself: a UUID to every device, and a console to every run. */
const isOfXend = (line: string) => /^\/domain\/device\/(\w+\/uuid|console\/\w+) /.test(line)

/** A line for each atom of what lasts, with the keys that lead to it, in whatever order. */
function lines(value: Sexpr, path = ''): string[] {
  if (typeof value === 'string') return [`${path} ${value}`]
  const [head = '', ...rest] = value
  const here = typeof head === 'string' ? `${path}/${head}` : path
  const left = rest.filter((one) => typeof one === 'string' || !passing.has(String(one[0])))
  const inside = [...(typeof head === 'string' ? [] : [head]), ...left]
  return inside.flatMap((one) => lines(one, here))
}

describe.skipIf(missing)(`what is told of a xend as libvirt tells it${why}`, () => {
  test.each(versions)('is valid, whatever Xen %s has', async (version) => {
    const { xend, calls, node, format } = await start(version, guests)
    const told = await Promise.all(xend.names().map((name) => calls.domain(name)))
    const domains = told.filter((domain) => domain !== null)
    expect(domains.length).toBe(keepsInactive(format) ? 13 : 9)
    expect(domains.some((domain) => valueAt(domain, 'domid') === '0')).toBe(true)
    expect(domains.some((domain) => !hasKey(domain, 'domid'))).toBe(keepsInactive(format))
    const documents = [true, false].flatMap((inactive) =>
      domains.map((domain) => writeDomainXml(domain, { format, inactive, secure: true })),
    )
    expect(faults('domain', documents)).toBe('')
    expect(faults('capability', [capabilitiesXml(node)])).toBe('')
  })

  test('is not, when it is wrong', () => {
    expect(faults('domain', ["<domain type='xen'/>"])).toMatch(/fails to validate/)
    expect(faults('capability', ['<capabilities/>'])).toMatch(/fails to validate/)
  })
})

describe.each(versions)('a definition taken from Xen %s', (version) => {
  test('makes the same domain on another', async () => {
    const from = await start(version, guests)
    const to = await start(version, [])
    const { format } = from
    for (const name of from.xend.names().filter((one) => one !== 'Domain-0')) {
      const domain = await from.calls.domain(name)
      if (domain === null) throw new Error(`there is no ${name}`)
      const runs = hasKey(domain, 'domid')
      const xml = writeDomainXml(domain, { format, inactive: true, secure: true })
      const definition = domainSexpr(xml, format)
      if (runs) await to.calls.create(definition)
      else await to.calls.new(definition)
      const made = await to.calls.domain(name)
      const [was = [], is = []] = [domain, made ?? ''].map((one) =>
        lines(one)
          .filter((line) => !isOfXend(line))
          .map(spelt),
      )
      expect(was.length, name).toBeGreaterThan(15)
      const lost = was.filter((line) => !is.includes(line))
      const added = is.filter((line) => !was.includes(line) && !usual.includes(line))
      expect({ lost, added }, name).toEqual({ lost: [], added: [] })
      expect(writeDomainXml(made ?? '', { format, inactive: true, secure: true }), name).toBe(xml)
    }
  })
})
