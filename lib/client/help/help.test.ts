import { expect, test } from 'vitest'
import { drivers } from '../../libvirt/drivers.ts'
import { openPlan } from '../../libvirt/plan.ts'
import { isRefused } from '../../libvirt/plan-types.ts'
import { quirks } from '../../libvirt/quirks.ts'
import { transportNames } from '../../libvirt/transports.ts'
import { troubles } from '../../libvirt/troubles.ts'
import { remoteParamNames } from '../../libvirt/uri-params.ts'
import { nowhere } from '../../libvirt/way-of.ts'
import { findHelp } from './find.ts'
import { helpSections } from './sections.ts'

const sections = helpSections()
const entries = sections.flatMap((section) => section.entries)
const anchors = new Set<string>(entries.map(({ anchor }) => anchor))
const refusedIn = (uri: string) => {
  const opening = openPlan(uri, nowhere)
  if (!opening.ok) return opening.error
  return isRefused(opening.plan) ? opening.plan.refused : null
}

test.each([
  ['driver', Object.keys(drivers)],
  ['transport', transportNames],
  ['setup', transportNames],
  ['param', remoteParamNames],
  ['quirk', quirks.map(({ code }) => code)],
  ['trouble', Object.keys(troubles)],
] as const)('each %s that the parser knows has its paragraph', (kind, names) => {
  expect(names.filter((name) => !anchors.has(`${kind}-${name}`))).toEqual([])
})

test('an anchor leads to one paragraph only, and needs no escaping', () => {
  const all = [...sections, ...entries].map(({ anchor }) => anchor)
  expect(new Set(all).size).toBe(all.length)
  expect(all.filter((anchor) => !/^[a-z]+-[\w-]+$/.test(anchor))).toEqual([])
})

test('every example that fills the form would be opened', () => {
  const given = entries.flatMap(({ example }) => example ?? [])
  expect(given.length).toBeGreaterThan(40)
  expect(
    given.flatMap((uri) => (refusedIn(uri) === null ? [] : `${uri}: ${refusedIn(uri)}`)),
  ).toEqual([])
})

test('a parameter’s example uses it by a transport that knows it', () => {
  const unused = entries.flatMap(({ anchor, example }) => {
    if (!anchor.startsWith('param-') || example === null) return []
    const opening = openPlan(example, nowhere)
    const plan = opening.ok && !isRefused(opening.plan) ? opening.plan : null
    return plan?.warnings.some(({ code }) => code === 'param-unused') ? [anchor] : []
  })
  expect(unused).toEqual([])
})

test('what is called a quirk is refused', () => {
  for (const { code, example } of quirks) expect(refusedIn(example), code).not.toBeNull()
})

test('a word finds the paragraphs that hold it, and nothing finds all', () => {
  const found = (typed: string) =>
    findHelp(sections, typed).flatMap((section) => section.entries.map(({ anchor }) => anchor))
  expect(found('')).toHaveLength(entries.length)
  expect(found('known_hosts verify')).toContain('param-known_hosts_verify')
  expect(found('no such words anywhere')).toEqual([])
})

test('no paragraph is empty, and no command lacks a word', () => {
  for (const { anchor, says, name, advice } of entries) {
    expect(name, anchor).not.toBe('')
    expect(says, anchor).not.toBe('')
    for (const { say, run } of advice) {
      expect([say, run ?? 'none'], anchor).not.toContain('')
      // a word that nothing was put into
      expect(run ?? '', anchor).not.toMatch(/(^|[\s=])''(\s|$)/)
    }
  }
})
