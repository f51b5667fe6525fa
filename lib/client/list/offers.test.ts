import { describe, expect, test } from 'vitest'
import { type DomainAction, whyNot } from '../../libvirt/domain-state.ts'
import { connectionOf, domainOf, listedOf } from './fixtures.ts'
import type { Listed } from './listed.ts'
import { bulkOffer, primaryAction } from './offers.ts'

const kvm = connectionOf('kvm')
const glass = connectionOf('glass', { readOnly: true })

const why = (action: DomainAction, { connection, domain }: Listed) =>
  connection.row.readOnly ? 'This connection is read-only.' : whyNot(action, domain)

test('a row offers first what its state lacks', () => {
  expect(primaryAction({ state: 'shutoff' })).toBe('start')
  expect(primaryAction({ state: 'paused' })).toBe('resume')
  expect(primaryAction({ state: 'blocked' })).toBe('suspend')
})

describe('an action on a selection', () => {
  const off = listedOf(kvm, domainOf('off', { state: 'shutoff' }))
  const on = listedOf(kvm, domainOf('on'))
  const behindGlass = listedOf(glass, domainOf('glass', { state: 'shutoff' }))

  test('on all of it has its plain name', () => {
    expect(bulkOffer('start', [off], why)).toMatchObject({ label: 'Run', whyNot: null, rest: null })
  })

  test('on some says on how many and why not on the others', () => {
    const offer = bulkOffer('start', [off, on, behindGlass], why)
    expect(offer.able).toEqual([off])
    expect(offer.label).toBe('Run 1 of 3')
    expect(offer.rest).toBe(
      '2 cannot: 1 × It is already running. 1 × This connection is read-only.',
    )
  })

  test('on none says why', () => {
    const offer = bulkOffer('resume', [on], why)
    expect(offer).toMatchObject({ label: 'Resume', whyNot: 'It is not paused.' })
    expect(bulkOffer('resume', [], why).whyNot).toBe('Nothing is selected.')
  })
})
