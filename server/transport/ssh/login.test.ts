import ssh2, { type AuthContext } from 'ssh2'
import { afterAll, afterEach, expect, test } from 'vitest'
import { answering, byPassword, byQuestions, makeVisitor, startFake } from './open-ssh-fake.ts'
import { optionsOf } from './open-ssh-fixture.ts'

const { open, write, refusal, tidy, remove } = makeVisitor()
const never = new AbortController().signal
afterEach(tidy)
afterAll(remove)

test('a password is asked for, and again with the reason when it is wrong', async () => {
  const { asked, options } = answering(['no'], ['yes'])
  const connection = await open(await startFake(byPassword('yes')), { options })
  expect(asked.map(({ what, subject, reason }) => [what, subject, reason])).toEqual([
    ['ssh-password', expect.stringMatching(/^me@127.0.0.1:\d+$/), null],
    [
      'ssh-password',
      expect.stringMatching(/^me@127.0.0.1:\d+$/),
      'The host did not accept this password.',
    ],
  ])
  expect(asked[0]?.fields).toEqual([{ label: 'Password', secret: true, value: '' }])
  expect([connection.method, connection.login]).toEqual([
    'a password',
    expect.stringMatching(/^me@/),
  ])
})

test('three wrong passwords are enough, and none of them is told', async () => {
  const { asked, options } = answering(['wrong-1'], ['wrong-2'], ['wrong-3'], ['right'])
  const said = await refusal(await startFake(byPassword('right')), { options })
  expect(asked).toHaveLength(3)
  expect(said).toMatchObject({ code: 'host.refused-login', trouble: 'ssh-refused' })
  expect(said?.detail).not.toContain('wrong-')
})

test('without anybody to ask it needs somebody; with no_tty it is refused', async () => {
  expect(await refusal(await startFake(byPassword('x')))).toMatchObject({ code: 'host.needs-you' })
  const target = { options: { no_tty: true } }
  expect(await refusal(await startFake(byPassword('x')), { target })).toMatchObject({
    code: 'host.refused-login',
    detail: expect.stringMatching(/^me@127.0.0.1:\d+ takes password\. There was nothing to try\.$/),
  })
})

test('the password of auth.conf comes first, and a person after it', async () => {
  const conf = '[credentials-a]\npassword=filed\n[auth-ssh-127.0.0.1]\ncredentials=a\n'
  const authfile = write('auth.conf', conf)
  const target = { options: { authfile } }
  const silent = answering()
  await open(await startFake(byPassword('filed')), { target, options: silent.options })
  expect(silent.asked).toEqual([])
  const { asked, options } = answering(['other'])
  await open(await startFake(byPassword('other')), { target, options })
  expect(asked.map(({ reason }) => reason)).toEqual([null])
})

test('several rounds with several fields are asked as they come', async () => {
  const rounds = byQuestions((context) => {
    context.prompt(
      [
        { prompt: 'Name: ', echo: true },
        { prompt: 'PIN: ', echo: false },
      ],
      'Gate',
      'Say who.',
      (first) => {
        context.prompt([{ prompt: 'Code: ', echo: false }], (second) => {
          if ([...first, ...second].join() === 'a,1,2') context.accept()
          else context.reject(['keyboard-interactive'])
        })
      },
    )
  })
  const { asked, options } = answering(['a', '1'], ['2'])
  await open(await startFake(rounds), { options })
  expect(
    asked.map(({ subject, instruction, fields }) => [
      subject,
      instruction,
      fields.map(({ label, secret }) => [label, secret]),
    ]),
  ).toEqual([
    [
      expect.stringMatching(/^me@127.0.0.1:\d+: Name, PIN$/),
      'Gate\nSay who.',
      [
        ['Name:', false],
        ['PIN:', true],
      ],
    ],
    [expect.stringMatching(/^me@127.0.0.1:\d+: Code$/), null, [['Code:', true]]],
  ])
})

test('a single password among questions is the same as a password', async () => {
  const talk = byQuestions((context) => {
    context.prompt([{ prompt: 'Password: ', echo: false }], ([answer]) => {
      if (answer === 'yes') context.accept()
      else context.reject(['keyboard-interactive'])
    })
  })
  const { asked, options } = answering(['no'], ['yes'])
  await open(await startFake(talk), { options })
  expect(asked.map(({ what, reason }) => [what, reason])).toEqual([
    ['ssh-password', null],
    ['ssh-password', 'The host did not accept these answers.'],
  ])
})

test('cancelling a question ends it all', async () => {
  const cancel = async () => {
    throw new Error('cancelled')
  }
  const options = () => optionsOf({ credentials: cancel })
  const asking = byQuestions((context) => context.prompt('Code: ', () => {}))
  await expect(open(await startFake(asking), { options: options() })).rejects.toThrow('cancelled')
  await expect(open(await startFake(byPassword('x')), { options: options() })).rejects.toThrow(
    'cancelled',
  )
})

test('a host that wants a password after a key gets both', async () => {
  const keyfile = write('key', ssh2.utils.generateKeyPairSync('ed25519').private)
  const twice = (context: AuthContext) => {
    if (context.method === 'password' && context.password === 'yes') context.accept()
    else if (context.method !== 'publickey') context.reject(['publickey'])
    else if (context.signature === undefined) context.accept()
    else context.reject(['password'], true)
  }
  const { options, asked } = answering(['yes'])
  const connection = await open(await startFake(twice), {
    options,
    target: { options: { keyfile } },
  })
  expect(connection.method).toMatch(/^key ED25519 SHA256:\S+ \(.*\), then a password$/)
  expect(asked).toHaveLength(1)
})

test('a password that must be changed first is told as expired', async () => {
  const expired = (context: AuthContext) => {
    if (context.method === 'password') context.requestChange('Too old.', () => {})
    else context.reject(['password'])
  }
  const { options } = answering(['old'])
  expect(await refusal(await startFake(expired), { options })).toMatchObject({
    code: 'host.refused-login',
    trouble: 'ssh-password-expired',
    detail: 'Too old.',
  })
})

test('the banner is handed on, as far as it is short', async () => {
  const { options } = answering(['yes'])
  const connection = await open(await startFake(byPassword('yes'), { banner: 'Be nice.' }), {
    options,
  })
  expect(connection.banner).toBe('Be nice.\r\n')
  const program = await connection.run('anything', never)
  expect(await program.ended.then(({ code }) => code)).toBe(0)
})
