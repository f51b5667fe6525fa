import { describe, expect, test } from 'vitest'
import {
  type DomainAction,
  type DomainState,
  domainActions,
  domainReasonFromWire,
  domainStateFromWire,
  domainStates,
  whyNot,
} from './domain-state.ts'

const possible = (state: DomainState, persistent = true): DomainAction[] =>
  domainActions.filter((action) => whyNot(action, { state, persistent }) === null)

describe('what can be asked of a machine that is', () => {
  test.each<[DomainState, DomainAction[]]>([
    ['shutoff', ['start']],
    ['running', ['suspend', 'shutdown', 'reboot', 'reset', 'destroy', 'managedSave']],
    ['blocked', ['suspend', 'shutdown', 'reboot', 'reset', 'destroy', 'managedSave']],
    ['paused', ['resume', 'shutdown', 'reboot', 'reset', 'destroy', 'managedSave']],
    ['shutdown', ['destroy']],
    ['crashed', ['reset', 'destroy']],
    ['pmsuspended', ['destroy']],
    ['nostate', ['destroy']],
  ])('%s', (state, actions) => {
    expect(possible(state)).toEqual(actions)
  })
})

test('a transient machine cannot be saved: nothing would be left to keep the image', () => {
  expect(possible('running', false)).not.toContain('managedSave')
  expect(whyNot('managedSave', { state: 'running', persistent: false })).toMatch(/transient/)
})

test('every refusal is a sentence', () => {
  for (const state of domainStates) {
    for (const action of domainActions) {
      const why = whyNot(action, { state, persistent: true })
      if (why !== null) expect(why).toMatch(/^[A-Z].*\.$/)
    }
  }
})

test('numbers on the wire are libvirt’s, and newer ones than ours are shown as themselves', () => {
  expect(domainStateFromWire(5)).toBe('shutoff')
  expect(domainStateFromWire(99)).toBe('nostate')
  expect(domainReasonFromWire('paused', 5)).toBe('I/O error')
  expect(domainReasonFromWire('paused', 77)).toBe('reason 77')
})
