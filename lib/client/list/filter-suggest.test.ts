import { expect, test } from 'vitest'
import { acceptSuggestion, suggestFilter } from './filter-suggest.ts'

const texts = (draft: string) =>
  suggestFilter(draft, { tag: ['web', 'web two', 'db'] }).map(({ text }) => text)

test('an empty box offers every field, a begun word those it begins', () => {
  expect(texts('')).toContain('state:')
  expect(texts('web ti')).toEqual(['title:'])
  expect(texts('nothing-like-it')).toEqual([])
})

test('after a field come its values, known ones or those of the list', () => {
  expect(texts('state:pa')).toEqual(['state:paused'])
  expect(texts('-tag:we')).toEqual(['-tag:web', '-tag:"web two"'])
  expect(texts('tag:db')).toEqual([])
  expect(texts('10:20')).toEqual([])
})

test('accepting replaces the last word only, and ends a finished part', () => {
  const value = suggestFilter('web state:pa', {})[0]
  expect(value && acceptSuggestion('web state:pa', value)).toBe('web state:paused ')
  const field = suggestFilter('st', {})[0]
  expect(field && acceptSuggestion('st', field)).toBe('state:')
})
