import { expect, test } from 'vitest'
import { count, oneOf, present, string, table, valueAt } from './fields.ts'
import { readXml } from './read.ts'

const { root } = readXml(`<devices>
  <watchdog model='i6300esb' action='explode'><on/><delay> 15 </delay><x:model xmlns:x='urn:x'>no</x:model></watchdog>
  <watchdog model=''/>
</devices>`)

const watchdog = table('watchdog', {
  model: string('@model'),
  action: oneOf('@action', ['reset', 'poweroff']),
  delay: count('delay'),
  on: present('on'),
})

test('a table reads every element of its kind by its rows', () => {
  expect(watchdog.within(root)).toEqual([
    { model: 'i6300esb', action: null, delay: 15, on: true },
    { model: null, action: null, delay: null, on: false },
  ])
  expect(watchdog.within(null)).toEqual([])
})

test('a path leads to an attribute, to text, or nowhere', () => {
  expect(valueAt(root, 'watchdog/@model')).toBe('i6300esb')
  expect(valueAt(root, 'watchdog/delay')).toBe('15')
  expect(valueAt(root, 'watchdog/model')).toBeNull()
  expect(valueAt(root, 'watchdog/delay/more/@x')).toBeNull()
})

test('the first place that says something is taken', () => {
  expect(string('nowhere', 'watchdog/@none', 'watchdog/@model').read(root)).toBe('i6300esb')
})

test('a count is a whole number that is not negative', () => {
  const read = (value: string) => count('@n').read(readXml(`<a n='${value}'/>`).root)
  expect([read('0'), read('12'), read('-1'), read('1.5'), read('0x1'), read('9e9')]).toEqual([
    0,
    12,
    null,
    null,
    null,
    null,
  ])
})
