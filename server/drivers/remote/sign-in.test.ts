import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Failure } from '../../../lib/failure.ts'
import { readAuthConf } from '../../../lib/libvirt/auth-conf.ts'
import type { Asker, CredentialsQuestion } from '../../../lib/libvirt/question.ts'
import type { loginTrouble } from '../../../lib/libvirt/troubles/login.ts'
import { FakeHost } from './fake-host.ts'
import { type FakeSaslOptions, fakeSasl } from './sasl/fake-sasl.ts'
import { Offers } from './sasl/offers.ts'
import { SignIn, type SignInPlan } from './sign-in.ts'

const passwords = { fred: 'pencil', 'a=b,c': 'påsswørd' }
const unix: SignInPlan = {
  transport: 'unix',
  host: null,
  port: 0,
  socket: '/run/sock',
  user: null,
  options: {},
}

let host: FakeHost | null = null
let asked: CredentialsQuestion[] = []
beforeEach(() => {
  asked = []
})
afterEach(async () => {
  await host?.close()
  host = null
})

/** Somebody who gives these one after the other, and then would rather not. */
const giving = (...answers: [string, string][]): Asker => ({
  hostKey: async () => 'once',
  credentials: async (question) => {
    asked.push(question)
    const answer = answers.shift()
    if (answer === undefined) throw new Failure('question.cancelled')
    return answer
  },
})

interface Case {
  plan?: Partial<SignInPlan>
  conf?: string
  offers?: Offers
  asker?: Asker
}

async function open(sasl: Partial<FakeSaslOptions>, { plan, conf, offers, asker }: Case = {}) {
  host ??= await FakeHost.start([], () => fakeSasl({ passwords, ...sasl }))
  const signIn = new SignIn(
    { ...unix, ...plan },
    {
      authConf: async () => (conf === undefined ? null : readAuthConf(conf, '/auth.conf')),
      offers: offers ?? new Offers(),
    },
  )
  const found: string[] = []
  const progress = (rung: string, words?: string) => void found.push(`${rung}: ${words ?? ''}`)
  const driver = await host.open({ progress, ...(asker && { asker }) }, undefined, signIn)
  return { driver, found }
}

const outcome = (opening: Promise<unknown>): Promise<unknown> =>
  opening.catch((cause: unknown) => cause)

describe('with the right credentials', () => {
  test.each(['SCRAM-SHA-512', 'SCRAM-SHA-256', 'SCRAM-SHA-1', 'PLAIN'])(
    '%s opens',
    async (mech) => {
      const { found } = await open({ mechlist: mech }, { asker: giving(['fred', 'pencil']) })
      expect(found).toEqual([
        'greeting: ',
        'authenticating: libvirt’s protocol; it asks for SASL',
        `opening: signed in as fred by ${mech}`,
      ])
    },
  )

  test('the strongest mechanism is taken', async () => {
    const mechlist = 'ANONYMOUS,PLAIN,SCRAM-SHA-1,DIGEST-MD5,SCRAM-SHA-512,SCRAM-SHA-256,EXTERNAL'
    const { found } = await open({ mechlist }, { asker: giving(['fred', 'pencil']) })
    expect(found.at(-1)).toContain('SCRAM-SHA-512')
  })

  test('the URI’s mechanism goes before strength', async () => {
    const plan = { options: { auth: 'SASL.PLAIN' } }
    const { found } = await open({}, { plan, asker: giving(['fred', 'pencil']) })
    expect(found.at(-1)).toContain('PLAIN')
  })

  test('over TLS a certificate is enough where it is all that is wanted', async () => {
    const { found } = await open(
      { mechlist: 'EXTERNAL', gullible: true },
      { plan: { transport: 'tls' } },
    )
    expect(found.at(-1)).toBe('opening: signed in by EXTERNAL')
    expect(host?.daemon.calls.find(({ name }) => name === 'authSaslStart')?.args).toMatchObject({
      mech: 'EXTERNAL',
      nil: false,
    })
  })

  test('the file’s are taken without a question', async () => {
    const conf = '[credentials-a]\nauthname=fred\npassword=pencil\n[auth-libvirt-h]\ncredentials=a'
    await open({}, { plan: { transport: 'ssh', host: 'h' }, conf, asker: giving() })
    expect(asked).toEqual([])
  })

  test('what the file leaves out is asked for', async () => {
    const conf = '[credentials-a]\nusername=fred\n[auth-libvirt-default]\ncredentials=a'
    await open({}, { plan: { host: 'h', user: 'root' }, conf, asker: giving(['fred', 'pencil']) })
    expect(asked).toEqual([
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
    await open({ mechlist: 'PLAIN' }, { asker: giving(['a=b,c', 'påsswørd']) })
  })
})

describe('with wrong credentials', () => {
  test('a person is asked again, with the reason, on the same line', async () => {
    const asker = giving(['fred', 'pen'], ['fred', 'pencil'])
    await open({}, { asker })
    expect(asked.map(({ reason }) => reason)).toEqual([
      null,
      'authentication failed: authentication failed',
    ])
    expect(host?.count('authList')).toBe(1)
  })

  test('a daemon that hangs up over it is dialled again', async () => {
    const hangUp = () => host?.daemon.hangUp()
    await open({ hangUp }, { asker: giving(['fred', 'pen'], ['fred', 'pencil']) })
    expect(asked).toHaveLength(2)
    expect(host?.count('authList')).toBe(2)
  })

  test('one that tired of waiting for a person is dialled again, and nothing is asked twice', async () => {
    host = await FakeHost.start([], () => fakeSasl({ passwords }))
    const hangUp = async () => {
      host?.daemon.hangUp()
      return ['fred', 'pencil']
    }
    const patient = { ...giving(), credentials: hangUp }
    await open({}, { asker: patient })
    expect(host.count('authList')).toBe(2)
  })

  test('after three it is over', async () => {
    const asker = giving(['fred', 'a'], ['fred', 'b'], ['fred', 'c'], ['fred', 'pencil'])
    expect(await outcome(open({}, { asker }))).toMatchObject({
      code: 'host.refused-login',
      trouble: 'login-wrong',
    })
    expect(asked).toHaveLength(3)
    expect(host?.count('connectOpen')).toBe(0)
  })

  test('who cancels has cancelled', async () => {
    expect(await outcome(open({}, { asker: giving(['fred', 'a']) }))).toMatchObject({
      code: 'question.cancelled',
    })
  })

  test('nobody there to ask needs somebody', async () => {
    expect(await outcome(open({}))).toMatchObject({ code: 'host.needs-you' })
  })

  test('no error, and no question, holds what was typed, even if the host says it back', async () => {
    const refusal = (sent: string) => `what is ${sent} to me`
    const asker = giving(
      ['fred', 'planted-secret'],
      ['fred', 'planted-secret'],
      ['fred', 'planted-secret'],
    )
    const failure = await outcome(open({ mechlist: 'PLAIN', refusal }, { asker }))
    expect(failure).toMatchObject({
      trouble: 'login-wrong',
      detail: expect.stringContaining('•••'),
    })
    const { message, stack, cause } = failure as Failure
    expect(JSON.stringify([message, stack, cause, failure, asked])).not.toContain('planted')
  })
})

describe('a host that is not honest', () => {
  const asker = () => giving(['fred', 'pencil'], ['fred', 'pencil'], ['fred', 'pencil'])
  const cases: [string, Partial<FakeSaslOptions>, string][] = [
    [
      'signs wrongly',
      { twist: { verdict: (text) => text.replace(/^v=...../, 'v=AAAAA') } },
      'host.untrusted',
    ],
    ['says yes before it has signed', { gullible: true }, 'host.not-libvirt'],
    [
      'answers another nonce',
      { twist: { challenge: (text) => text.replace('r=', 'r=x') } },
      'host.untrusted',
    ],
    [
      'wants ten billion rounds',
      { twist: { challenge: (text) => `${text}000000` } },
      'host.not-libvirt',
    ],
    [
      'wants one round',
      { twist: { challenge: (text) => text.replace('4096', '1') } },
      'host.not-libvirt',
    ],
    [
      'sends 65,000 bytes',
      { twist: { challenge: (text) => text + 'x'.repeat(65_000) } },
      'host.not-libvirt',
    ],
    ['never ends', { mechlist: 'PLAIN', endless: true }, 'host.not-libvirt'],
  ]
  test.each(cases)('that %s is refused at once', async (_name, sasl, code) => {
    expect(await outcome(open(sasl, { asker: asker() }))).toMatchObject({ code })
    expect(asked).toHaveLength(1)
    expect(host?.count('connectOpen')).toBe(0)
  })
})

describe('a host that asks for less than it did', () => {
  const conf =
    '[credentials-a]\nauthname=fred\npassword=pencil\n[auth-libvirt-default]\ncredentials=a'
  const offers = async () => {
    const seen = new Offers()
    await open({}, { offers: seen, conf })
    await host?.close()
    host = null
    return seen
  }

  test('is not shown a known password before a person has said so', async () => {
    const seen = await offers()
    const opening = open({ mechlist: 'PLAIN' }, { offers: seen, conf, asker: giving() })
    expect(await outcome(opening)).toMatchObject({ code: 'question.cancelled' })
    expect(asked[0]?.reason).toMatch(/once proved itself by SCRAM-SHA-256/)
    expect(host?.count('authSaslStart')).toBe(0)
  })

  test('unless the URI says so', async () => {
    const seen = await offers()
    const plan = { options: { auth: 'sasl.PLAIN' } }
    const { found } = await open({ mechlist: 'PLAIN' }, { offers: seen, conf, plan })
    expect(found.at(-1)).toBe('opening: signed in as fred by PLAIN')
  })
})

describe('what is not acceptable is told before anything is asked', () => {
  const refusals: [string, string, Partial<SignInPlan>, Parameters<typeof loginTrouble>[0]][] = [
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
    const opening = open({ mechlist }, { plan, asker: giving(['fred', 'pencil']) })
    expect(await outcome(opening)).toMatchObject({ trouble })
    expect(asked).toEqual([])
  })
})
