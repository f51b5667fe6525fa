import { expect, test } from 'vitest'
import { lifecycleNames } from '../libvirt/events.ts'
import { eventWords } from './event-words.ts'

test('every lifecycle event of a machine has words of its own', () => {
  for (const event of lifecycleNames) {
    const { says } = eventWords({ object: 'domain', event })
    expect(says, event).toMatch(/^[A-Z]/)
  }
  expect(eventWords({ object: 'domain', event: 'suspended' }).says).toBe('Paused')
})

test('a lost connection is told in the tone of what went wrong', () => {
  expect(eventWords({ object: 'connection', event: 'lost' }).tone).toBe('bad')
  expect(eventWords({ object: 'connection', event: 'reopened' }).tone).toBe('run')
})

test('what has none is shown as the host calls it', () => {
  expect(eventWords({ object: 'domain', event: 'device added' }).says).toBe('Device added')
  expect(eventWords({ object: 'pool', event: 'constructor' }).says).toBe('Constructor')
})
