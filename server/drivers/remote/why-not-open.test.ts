import { expect, test } from 'vitest'
import { Failure } from '../../../lib/failure.ts'
import { RemoteError } from '../../rpc/errors.ts'
import { whyNotOpen } from './why-not-open.ts'

const said = (code: number) => {
  const words = { message: 'the daemon’s words', level: 2, dom: null, net: null }
  const rest = { str1: null, str2: null, str3: null, int1: 2, int2: 0 }
  return new RemoteError({ code, domain: 10, ...words, ...rest })
}

test.each([
  [5, 'uri.refused', 'driver-missing'],
  [38, 'host.refused', 'driver-daemon'],
  [1, 'host.refused', null],
  [45, 'host.refused-login', null],
])('libvirt’s error %i is %s, %s', (number, code, trouble) => {
  expect(whyNotOpen(said(number))).toMatchObject({ code, trouble, detail: 'the daemon’s words' })
})

test('a failure that is none of the daemon’s stays as it is', () => {
  const lost = new Failure('host.lost')
  expect(whyNotOpen(lost)).toBe(lost)
})
