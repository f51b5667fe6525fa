import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { LoginTrouble } from '../../../lib/libvirt/troubles/login.ts'
import { SignInStage } from './sasl/sign-in-stage.ts'
import type { SignInPlan } from './sign-in.ts'

let stage: SignInStage
beforeEach(() => {
  stage = new SignInStage()
})
afterEach(() => stage.close())

describe('what is not acceptable is told before anything is asked', () => {
  const refusals: [string, string, Partial<SignInPlan>, LoginTrouble][] = [
    ['a password over plain TCP', 'SCRAM-SHA-256,PLAIN', { transport: 'tcp' }, 'login-unencrypted'],
    ['Kerberos over plain TCP', 'GSSAPI', { transport: 'tcp' }, 'login-unencrypted'],
    ['a password through a program', 'PLAIN', { transport: 'ext' }, 'login-unencrypted'],
    [
      'only what Oirase does not speak',
      'GSSAPI,DIGEST-MD5,CRAM-MD5,LOGIN,ANONYMOUS',
      {},
      'login-mechanisms',
    ],
    ['a certificate without TLS', 'EXTERNAL', { transport: 'ssh' }, 'login-mechanisms'],
    ['nothing at all', '', {}, 'login-sasl-unready'],
    [
      'another mechanism than the URI’s',
      'PLAIN',
      { options: { auth: 'sasl.SCRAM-SHA-1' } },
      'login-mechanism-refused',
    ],
    [
      'the URI’s in other letters',
      'PLAIN',
      { options: { auth: 'sasl.plain' } },
      'login-mechanism-refused',
    ],
    ['another kind than the URI’s', 'PLAIN', { options: { auth: 'polkit' } }, 'login-kind-refused'],
    ['a kind that nobody knows', 'PLAIN', { options: { auth: 'tls' } }, 'login-kind-unknown'],
  ]
  test.each(refusals)('%s', async (_name, mechlist, plan, trouble) => {
    const asker = stage.giving(['fred', 'pencil'])
    expect(await stage.fails({ mechlist, plan, asker })).toMatchObject({ trouble })
    expect(stage.asked).toEqual([])
  })
})

test('a file of credentials that counts for nothing is told, and somebody is asked', async () => {
  const asker = stage.giving(['fred', 'pencil'])
  const { found } = await stage.open({ conf: '; mine', asker })
  expect(found[1]).toBe(
    'authenticating: libvirt’s protocol; it asks for SASL; /auth.conf does not count: line 1: neither a group, a setting nor a comment',
  )
})
