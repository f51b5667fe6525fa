import { describe, expect, test } from 'vitest'
import { isOpenToAll, signInFor } from './gate.ts'
import { pagePolicy } from './headers.ts'

const files = new Set(['/mark.svg'])

describe('without a session', () => {
  test.each(['/login', '/mark.svg', '/icon.svg', '/favicon.ico', '/_next/static/chunks/a.js'])(
    '%s may be had: the sign-in page is drawn with it',
    (path) => expect(isOpenToAll(path, files, false)).toBe(true),
  )

  test.each([
    '/',
    '/login/',
    '/loginx',
    '/connections/a',
    '/mark.svg/x',
    '/_next/image',
    '/_next/staticx',
    '/x/icon.svg',
    '/icon/x',
  ])('%s may not', (path) => expect(isOpenToAll(path, files, false)).toBe(false))

  test('one is sent to sign in, and from there to what one asked for', () => {
    const to = (path: string) => signInFor(new URL(path, 'http://localhost'))
    expect(to('/')).toBe('/login')
    expect(to('/connections/a?sort=name&_rsc=abc')).toBe(
      '/login?next=%2Fconnections%2Fa%3Fsort%3Dname',
    )
  })
})

describe('the policy of a page', () => {
  const policy = pagePolicy('abc', false)

  test('runs our scripts and those that carry the nonce, nothing inline, nothing evaluated', () => {
    expect(policy).toContain("script-src 'self' 'nonce-abc';")
    expect(policy).not.toContain('unsafe-eval')
    expect(policy).not.toMatch(/(script|style)-src [^;]*unsafe-inline/)
  })

  test('names no other origin, no frame and no form elsewhere', () => {
    expect(policy).not.toMatch(/https?:|\*/)
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).toContain("form-action 'self'")
    expect(policy).toContain("base-uri 'none'")
  })
})
