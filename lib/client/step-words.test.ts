import { expect, test } from 'vitest'
import { steps } from '../../server/connections/ladder-steps.ts'
import { stepWords } from './step-words.ts'

test('each step of the doctor’s ladder is called by words of a person', () => {
  expect(steps.filter((step) => stepWords(step) === step)).toEqual([])
})

test('a step of a further hop says which', () => {
  expect(stepWords('login 2')).toBe('Log in (2)')
})

test('a step that this page does not know yet is shown as it is', () => {
  expect(stepWords('teleport')).toBe('teleport')
  expect(stepWords('constructor')).toBe('constructor')
})
