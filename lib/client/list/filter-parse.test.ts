import { describe, expect, test } from 'vitest'
import { parseFilter } from './filter-parse.ts'

const brief = (text: string) =>
  parseFilter(text).map(({ field, values, negated }) => [
    `${negated ? '-' : ''}${field ?? 'text'}`,
    ...values,
  ])

describe('the filter language', () => {
  test('reads fields, globs and free text in any order', () => {
    expect(brief('web state:running host:oirase* tag:web')).toEqual([
      ['text', 'web'],
      ['state', 'running'],
      ['host', 'oirase*'],
      ['tag', 'web'],
    ])
  })

  test('keeps quoted spaces, commas and colons together', () => {
    expect(brief('name:"my machine" "two words" title:"a,b"')).toEqual([
      ['name', 'my machine'],
      ['text', 'two words'],
      ['title', 'a,b'],
    ])
  })

  test('takes a comma as either', () => {
    expect(brief('state:paused,crashed')).toEqual([['state', 'paused', 'crashed']])
  })

  test('negates with a minus, alone a minus is text', () => {
    expect(brief('-state:off -web -')).toEqual([
      ['-state', 'off'],
      ['-text', 'web'],
      ['text', '-'],
    ])
  })

  test('a colon after no field is text, so addresses and MACs can be searched', () => {
    expect(brief('fd00:20::11 52:54:00')).toEqual([
      ['text', 'fd00:20::11'],
      ['text', '52:54:00'],
    ])
    expect(brief('constructor:x')).toEqual([['text', 'constructor:x']])
  })

  test('says where each token stands', () => {
    const text = '  name:"a b"  x'
    expect(parseFilter(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      'name:"a b"',
      'x',
    ])
  })

  test('an unfinished field is no mistake, a state that does not exist is', () => {
    expect(parseFilter('state:')[0]).toMatchObject({ values: [], problem: null })
    expect(parseFilter('state:run')[0]?.problem).toBeNull()
    expect(parseFilter('state:flying')[0]?.problem).toMatch(/no state “flying”/)
    expect(parseFilter('autostart:perhaps')[0]?.problem).toMatch(/yes or no/)
  })

  test('an unclosed quote runs to the end', () => {
    expect(brief('name:"half open')).toEqual([['name', 'half open']])
  })
})
