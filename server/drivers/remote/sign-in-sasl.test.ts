import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Failure } from '../../../lib/failure.ts'
import { HeldCredentials } from './sasl/held-credentials.ts'
import { Offers } from './sasl/offers.ts'
import { SignInStage } from './sasl/sign-in-stage.ts'

let stage: SignInStage
beforeEach(() => {
  stage = new SignInStage()
})
afterEach(() => stage.close())

describe('with the right credentials', () => {
  test.each(['SCRAM-SHA-512', 'SCRAM-SHA-256', 'SCRAM-SHA-1', 'PLAIN'])(
    '%s opens',
    async (mech) => {
      const { found } = await stage.open({
        mechlist: mech,
        asker: stage.giving(['fred', 'pencil']),
      })
      expect(found).toEqual([
        'greeting: ',
        'authenticating: libvirt’s protocol; it asks for SASL',
        `opening: signed in as fred by ${mech}`,
      ])
    },
  )

  test('the strongest mechanism is taken', async () => {
    const mechlist = 'ANONYMOUS,PLAIN,SCRAM-SHA-1,DIGEST-MD5,SCRAM-SHA-512,SCRAM-SHA-256,EXTERNAL'
    const { found } = await stage.open({ mechlist, asker: stage.giving(['fred', 'pencil']) })
    expect(found.at(-1)).toContain('SCRAM-SHA-512')
  })

  test('the URI’s mechanism goes before strength', async () => {
    const plan = { options: { auth: 'SASL.PLAIN' } }
    const { found } = await stage.open({ plan, asker: stage.giving(['fred', 'pencil']) })
    expect(found.at(-1)).toContain('PLAIN')
  })

  test('over TLS a certificate is enough where it is all that is wanted', async () => {
    const { found } = await stage.open({
      mechlist: 'EXTERNAL',
      gullible: true,
      plan: { transport: 'tls' },
    })
    expect(found.at(-1)).toBe('opening: signed in by EXTERNAL')
    expect(stage.calls.find(({ name }) => name === 'authSaslStart')?.args).toMatchObject({
      mech: 'EXTERNAL',
      nil: false,
    })
  })

  test('the file’s are taken without a question', async () => {
    const conf = '[credentials-a]\nauthname=fred\npassword=pencil\n[auth-libvirt-h]\ncredentials=a'
    await stage.open({ plan: { transport: 'ssh', host: 'h' }, conf, asker: stage.giving() })
    expect(stage.asked).toEqual([])
  })

  test('what the file leaves out is asked for', async () => {
    const conf = '[credentials-a]\nusername=fred\n[auth-libvirt-default]\ncredentials=a'
    await stage.open({
      plan: { host: 'h', user: 'root' },
      conf,
      asker: stage.giving(['fred', 'pencil']),
    })
    expect(stage.asked).toEqual([
      {
        kind: 'credentials',
        what: 'sasl',
        subject: 'root@h',
        reason: null,
        instruction: null,
        fields: [
          { label: 'User name', secret: false, value: 'fred' },
          { label: 'Password', secret: true, value: '' },
        ],
      },
    ])
  })

  test('names and passwords of any letters do', async () => {
    await stage.open({ mechlist: 'PLAIN', asker: stage.giving(['a=b,c', 'påsswørd']) })
  })
})

describe('with wrong credentials', () => {
  test('a person is asked again, with the reason, on the same line', async () => {
    const asker = stage.giving(['fred', 'pen'], ['fred', 'pencil'])
    await stage.open({ asker })
    expect(stage.asked.map(({ reason }) => reason)).toEqual([
      null,
      'authentication failed: authentication failed',
    ])
    expect(stage.count('authList')).toBe(1)
  })

  test('a daemon that hangs up over it is dialled again', async () => {
    const hangUp = () => stage.hangUp()
    await stage.open({ hangUp, asker: stage.giving(['fred', 'pen'], ['fred', 'pencil']) })
    expect(stage.asked).toHaveLength(2)
    expect(stage.count('authList')).toBe(2)
  })

  test('one that tired of waiting for a person is dialled again, and nothing is asked twice', async () => {
    const hangUp = async () => {
      stage.hangUp()
      return ['fred', 'pencil']
    }
    const patient = { ...stage.giving(), credentials: hangUp }
    await stage.open({ asker: patient })
    expect(stage.count('authList')).toBe(2)
  })

  test('after three it is over', async () => {
    const asker = stage.giving(['fred', 'a'], ['fred', 'b'], ['fred', 'c'], ['fred', 'pencil'])
    expect(await stage.fails({ asker })).toMatchObject({
      code: 'host.refused-login',
      trouble: 'login-wrong',
    })
    expect(stage.asked).toHaveLength(3)
    expect(stage.count('connectOpen')).toBe(0)
  })

  test('a name with a NUL in it is never sent', async () => {
    const asker = stage.giving(['root\0fred', 'pencil'], ['fred', 'pencil'])
    await stage.open({ mechlist: 'PLAIN', asker })
    expect(stage.count('authSaslStart')).toBe(1)
    expect(stage.asked[1]?.reason).toMatch(/NUL/)
  })

  test('a no in SCRAM’s own words ends it: such a host does not begin anew', async () => {
    const twist = { verdict: () => 'e=invalid-proof' }
    const asker = stage.giving(['fred', 'pencil'], ['fred', 'pencil'])
    expect(await stage.fails({ twist, asker })).toMatchObject({
      trouble: 'login-wrong',
      detail: 'invalid-proof',
    })
  })

  test('who cancels has cancelled', async () => {
    expect(await stage.fails({ asker: stage.giving(['fred', 'a']) })).toMatchObject({
      code: 'question.cancelled',
    })
  })

  test('those of the file that are refused need somebody, and are told as refused', async () => {
    const conf =
      '[credentials-a]\nauthname=fred\npassword=pen\n[auth-libvirt-default]\ncredentials=a'
    expect(await stage.fails({ conf })).toMatchObject({
      code: 'host.needs-you',
      trouble: 'login-wrong',
    })
  })

  test('nobody there to ask needs somebody', async () => {
    expect(await stage.fails({})).toMatchObject({ code: 'host.needs-you' })
  })

  test('no error, and no question, holds what was typed, even if the host says it back', async () => {
    const refusal = (sent: string) => `what is ${sent} to me`
    const asker = stage.giving(
      ['fred', 'planted-secret'],
      ['fred', 'planted-secret'],
      ['fred', 'planted-secret'],
    )
    const failure = await stage.fails({ mechlist: 'PLAIN', refusal, asker })
    expect(failure).toMatchObject({
      trouble: 'login-wrong',
      detail: expect.stringContaining('•••'),
    })
    const { message, stack, cause } = failure as Failure
    expect(JSON.stringify([message, stack, cause, failure, stage.asked])).not.toContain('planted')
  })
})

describe('a host that asks for less than it did', () => {
  const conf =
    '[credentials-a]\nauthname=fred\npassword=pencil\n[auth-libvirt-default]\ncredentials=a'
  const offers = async () => {
    const seen = new Offers()
    await stage.open({ offers: seen, conf })
    await stage.close()
    return seen
  }

  test('is not shown a known password before a person has said so', async () => {
    const seen = await offers()
    const asker = stage.giving()
    const opening = stage.fails({ mechlist: 'PLAIN', offers: seen, conf, asker })
    expect(await opening).toMatchObject({ code: 'question.cancelled' })
    expect(stage.asked[0]?.reason).toMatch(/once proved itself by SCRAM-SHA-256/)
    expect(stage.count('authSaslStart')).toBe(0)
  })

  test('nor is one that is held from an earlier line', async () => {
    const held = new HeldCredentials({ host: null, user: null, authConf: async () => null })
    const asker = stage.giving(['fred', 'pencil'], ['fred', 'another'])
    const { signal } = new AbortController()
    const taken = []
    for (const wary of [null, null, 'wary', 'wary', null]) {
      taken.push((await held.take({ asker, signal }, wary)).password)
    }
    expect(taken).toEqual(['pencil', 'pencil', 'another', 'another', 'another'])
  })

  test('unless the URI says so', async () => {
    const seen = await offers()
    const plan = { options: { auth: 'sasl.PLAIN' } }
    const { found } = await stage.open({ mechlist: 'PLAIN', offers: seen, conf, plan })
    expect(found.at(-1)).toBe('opening: signed in as fred by PLAIN')
  })
})
