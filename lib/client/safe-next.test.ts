import { expect, test } from 'vitest'
import { safeNext } from './safe-next.ts'

test.each([
  ['/connections/c1?tab=events#x', '/connections/c1?tab=events#x'],
  ['/', '/'],
  [null, '/'],
  ['', '/'],
  ['https://evil.example/', '/'],
  ['//evil.example/', '/'],
  ['/\\evil.example', '/'],
  ['/\t/evil.example', '/'],
  ['javascript:alert(1)', '/'],
  ['/login?next=/login', '/'],
  ['//[', '/'],
])('after signing in, %j leads to %s', (asked, where) => expect(safeNext(asked)).toBe(where))
