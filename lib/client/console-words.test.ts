import { expect, test } from 'vitest'
import type { ApiError } from '../contract/errors.ts'
import { consoleWords } from './console-words.ts'

const failed = (code: ApiError['code'], detail: string | null): ApiError => ({
  ...{ code, detail, request: '', trouble: null },
})

test('what this server says of a console is said at once', () => {
  const says = 'Its display sent a pointer of 65535 × 65535.'
  expect(consoleWords(failed('host.broke-protocol', says))).toEqual({ says, detail: null })
})

test('the words of a host stay its own, below a sentence', () => {
  const detail = 'internal error: no such domain'
  expect(consoleWords(failed('host.refused', detail))).toEqual({
    says: 'The host refused.',
    detail,
  })
})

test('without more to say the code’s own sentence is said', () => {
  expect(consoleWords(failed('permission.denied', null)).says).toMatch(/\.$/)
})
