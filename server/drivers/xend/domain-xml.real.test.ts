import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ConfigFormat } from './config-format.ts'
import { readNames, writeDomainXml } from './domain-xml.ts'
import { plausible } from './plausible.ts'
import { recorded } from './recorded.ts'
import { readSexpr, type Sexpr } from './sexpr.ts'

const missing = spawnSync('virsh', ['--version']).status !== 0
const why = missing ? ' (skipped: virsh is not installed)' : ''

const formats: readonly ConfigFormat[] = [1, 2, 3, 4]
const samples = formats.flatMap((format) =>
  [true, false].flatMap((hvm) =>
    fc
      .sample(plausible(format, hvm), { numRuns: 12, seed: 2007 })
      .map((domain) => ({ format, domain })),
  ),
)
/** Each is as some format would have it; the schema is the same for all. */
const told = Object.values(recorded).map((source): { format: ConfigFormat; domain: Sexpr } => ({
  format: 4,
  domain: readSexpr(source),
}))

test.skipIf(missing)(`libvirt's schema takes every XML${why}`, { timeout: 60_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'xend-xml-'))
  try {
    const all = [...told, ...samples].flatMap(({ format, domain }) => [
      { format, domain, inactive: false },
      { format, domain, inactive: true },
    ])
    const script = all.map(({ domain, ...wish }, index) => {
      const file = join(folder, `${index}.xml`)
      writeFileSync(file, writeDomainXml(domain, { ...wish, secure: true }))
      return `define --validate ${file}; undefine ${readNames(domain).name};`
    })
    const virsh = ['-c', 'test:///default', script.join(' ')]
    const { stdout, stderr } = spawnSync('virsh', virsh, { encoding: 'utf8' })
    expect(stderr).toBe('')
    expect(stdout.match(/ defined from /g)).toHaveLength(all.length)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
