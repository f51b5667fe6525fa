import { expect, test } from 'vitest'
import type { FailureCode } from '../failure.ts'
import { whyNoScreen } from './why-no-screen.ts'

const fine = { active: true, draws: true, open: true, error: null, missed: 0 }
const error = (code: FailureCode) => ({ code, detail: null, request: '', trouble: null })

test.each([
  ['a picture is on its way', fine, null],
  ['it is off', { ...fine, active: false, open: false }, 'It is off.'],
  ['its connection is lost', { ...fine, open: false }, 'Its host is out of reach.'],
  ['its hypervisor has none', { ...fine, draws: false }, /^This hypervisor gives no picture/],
  [
    'it has no display',
    { ...fine, error: error('host.unsupported'), missed: 1 },
    /^There is no picture/,
  ],
  ['it has just started', { ...fine, error: error('host.refused'), missed: 2 }, null],
  ['it never comes', { ...fine, error: error('host.refused'), missed: 3 }, /^There is no picture/],
  [
    'its host says nothing',
    { ...fine, error: error('host.silent'), missed: 3 },
    'The host did not answer in time.',
  ],
  [
    'one may not see it',
    { ...fine, error: error('permission.denied'), missed: 1 },
    'Your role does not allow this.',
  ],
])('when %s', (_, facts, says) => {
  const why = whyNoScreen(facts)
  if (says instanceof RegExp) expect(why).toMatch(says)
  else expect(why).toBe(says)
})
