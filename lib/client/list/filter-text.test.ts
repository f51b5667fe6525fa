import { expect, test } from 'vitest'
import { filterTerm, joinFilter, splitFilter } from './filter-text.ts'

test('what is finished becomes a chip, what is being typed stays text', () => {
  expect(splitFilter('state:running tag:we', false)).toEqual({
    chips: ['state:running'],
    draft: 'tag:we',
  })
  expect(splitFilter('state:running tag:web ', false)).toEqual({
    chips: ['state:running', 'tag:web'],
    draft: '',
  })
})

test('a filter from the address is finished throughout', () => {
  expect(splitFilter('web state:running', true)).toEqual({
    chips: ['state:running'],
    draft: 'web ',
  })
})

test('spaces typed into the text stay while it is typed', () => {
  expect(splitFilter('two  words ', false)).toEqual({ chips: [], draft: 'two  words ' })
})

test('the parts joined mean the same again', () => {
  expect(joinFilter({ chips: ['state:off', 'tag:a'], draft: 'x y' })).toBe('state:off tag:a x y')
  expect(joinFilter({ chips: ['state:off'], draft: ' ' })).toBe('state:off')
})

test('a value with spaces is quoted, one with a quote still finds what it came from', () => {
  expect(filterTerm('tag', 'two words')).toBe('tag:"two words"')
  expect(filterTerm('name', '9" disk')).toBe('name:"9? disk"')
})
