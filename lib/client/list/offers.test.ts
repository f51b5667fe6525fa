import { describe, expect, test } from 'vitest'
import { connectionOf, domainOf, listedOf } from './fixtures.ts'
import { bulkOffer, primaryAction, whyNotHere } from './offers.ts'

const kvm = connectionOf('kvm')
const glass = connectionOf('glass', { readOnly: true })
const lost = connectionOf('lost', {
  state: {
    phase: 'lost',
    error: { code: 'host.lost', detail: null, request: '' },
    since: 0,
    retryAt: null,
  },
})
const yes = () => true

describe('what is in the way of an action', () => {
  test('the role, then the connection, then the machine’s own state', () => {
    const running = domainOf('a')
    expect(whyNotHere('start', running, glass.row, false)).toMatch(/role/)
    expect(whyNotHere('start', running, glass.row, true)).toMatch(/read-only/)
    expect(whyNotHere('start', running, lost.row, true)).toMatch(/lost/)
    expect(whyNotHere('start', running, kvm.row, true)).toMatch(/already running/)
    expect(whyNotHere('suspend', running, kvm.row, true)).toBeNull()
  })
})

test('a row offers first what its state lacks', () => {
  expect(primaryAction({ state: 'shutoff' })).toBe('start')
  expect(primaryAction({ state: 'paused' })).toBe('resume')
  expect(primaryAction({ state: 'blocked' })).toBe('suspend')
})

describe('an action on a selection', () => {
  const off = listedOf(kvm, domainOf('off', { state: 'shutoff' }))
  const on = listedOf(kvm, domainOf('on'))
  const stale = listedOf(lost, domainOf('stale', { state: 'shutoff' }))

  test('on all of it has its plain name', () => {
    expect(bulkOffer('start', [off], yes)).toMatchObject({
      label: 'Run',
      whyNot: null,
      rest: null,
    })
  })

  test('on some says on how many and why not on the others', () => {
    const offer = bulkOffer('start', [off, on, stale], yes)
    expect(offer.able).toEqual([off])
    expect(offer.label).toBe('Run 1 of 3')
    expect(offer.rest).toBe(
      'Not 2 of them. 1: It is already running. 1: The connection to its host is lost.',
    )
  })

  test('on none says why', () => {
    expect(bulkOffer('resume', [on], yes)).toMatchObject({
      label: 'Resume',
      whyNot: 'It is not paused.',
    })
    expect(bulkOffer('resume', [], yes).whyNot).toBe('Nothing is selected.')
  })
})
