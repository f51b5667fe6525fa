import { expect, test } from 'vitest'
import type { ConfigFormat } from './config-format.ts'
import { mayAffect, type Reach } from './reach.ts'
import { abilitiesOf, type XendAbilities } from './xend-abilities.ts'

const host = (version: string | null, format: ConfigFormat, scheduler: string | null = null) =>
  abilitiesOf({ version, format, scheduler, hostname: null, freeMemory: null })
const named = (can: XendAbilities) =>
  Object.entries(can).flatMap(([name, value]) => (value === true ? [name] : []))

const since31 = ['keeps', 'autostarts', 'credit']
const since33 = [...since31, 'creditIsKept', 'pinsEach', 'creditOfInactive', 'unplugsForGood']
const since34 = [...since33, 'pins', 'dumpsAsTold']

test.each<[string, ConfigFormat, string[]]>([
  ['3.0.2', 1, []],
  ['3.0.3', 2, ['credit']],
  ['3.0.4', 3, ['keeps', 'credit']],
  ['3.1.0', 4, since31],
  ['3.2.1', 4, [...since31, 'creditIsKept']],
  ['3.3', 4, since33],
  ['3.4.2', 4, since34],
  ['4.1.0', 4, [...since34, 'movesDefinitions']],
  ['10.0', 4, [...since34, 'movesDefinitions']],
])('xend %s, whose format is %i, can %j', (version, format, expected) => {
  expect(new Set(named(host(version, format)))).toEqual(new Set(expected))
})

test('another scheduler has no shares, and no version is an old one', () => {
  expect(host('4.1', 4, 'sedf').credit).toBe(false)
  expect(host('4.1', 4, 'credit').credit).toBe(true)
  expect(host(null, 4)).toMatchObject({ autostarts: true, pins: false, vcpusOfInactive: 'all' })
})

const affects = ['live', 'config', 'both'] as const
const allowed = (id: number | null, persistent: boolean, reach: Reach, keeps: boolean) =>
  affects.filter((one) => {
    try {
      mayAffect({ id, persistent }, one, { reach, can: { keeps } })
      return true
    } catch {
      return false
    }
  })

test.each([
  ['that is off', null, true, 'both', true, ['config']],
  ['of a xend that keeps none', 4, false, 'both', false, ['live']],
  ['that is not known to be kept', 4, false, 'both', true, ['live', 'both']],
  ['that is kept', 4, true, 'both', true, ['both']],
  ['that is kept, of what is not', 4, true, 'live', true, ['live']],
] as const)(
  'a change of a domain %s may affect %j',
  (_, id, persistent, reach, keeps, expected) => {
    expect(allowed(id, persistent, reach, keeps)).toEqual(expected)
  },
)
