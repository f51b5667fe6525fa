import { describe, expect, test } from 'vitest'
import { runUri } from './uri.ts'
import { longestLine } from './uri-requests.ts'

/** What the command writes and returns; `input` arrives in the pieces given. */
async function run(args: string[], input: (string | Uint8Array)[] = [], env = {}) {
  let out = ''
  let err = ''
  async function* pieces() {
    yield* input
  }
  const io = {
    env,
    out: (text: string) => {
      out += text
    },
    err: (text: string) => {
      err += text
    },
  }
  const code = await runUri(args, io, pieces())
  return { code, out, err }
}

async function ask(...requests: unknown[]) {
  const input = requests.map((request) => `${JSON.stringify(request)}\n`)
  const { out } = await run(['-'], input)
  return out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
}

describe('oirase uri -', () => {
  test('answers a request with everything about its URI', async () => {
    const uri = 'qemu+ssh://root@h:2222/system?keyfile=/k&foo=a/b&no_tty=1#x'
    expect(await ask({ uri, readonly: true })).toEqual([
      {
        ok: true,
        uri: {
          scheme: 'qemu+ssh',
          user: 'root',
          server: 'h',
          port: 2222,
          path: '/system',
          query: 'keyfile=/k&foo=a/b&no_tty=1',
          fragment: 'x',
          params: [
            ['keyfile', '/k'],
            ['foo', 'a/b'],
            ['no_tty', '1'],
          ],
        },
        canonical: uri,
        plan: {
          driver: 'remote',
          transport: 'ssh',
          host: 'h',
          port: 2222,
          user: 'root',
          socket: '/var/run/libvirt/libvirt-sock-ro',
          remoteName: 'qemu:///system?foo=a%2Fb#x',
          options: { keyfile: '/k', no_tty: true, proxy: 'auto', readOnly: true },
          warnings: [],
        },
        explain: expect.stringContaining('on host h over SSH (port 2222, user root)'),
      },
    ])
  })

  test('absent is null and no port is 0', async () => {
    const [answer] = await ask({ uri: '' })
    const nothing = { scheme: null, user: null, server: null, path: null, query: null }
    expect(answer).toMatchObject({
      uri: { ...nothing, port: 0, fragment: null, params: [] },
      canonical: null,
      plan: { driver: 'remote', host: null, port: 0, user: null, remoteName: '' },
    })
  })

  test('depends on what the request says, and on nothing else', async () => {
    const session = { uri: 'qemu:///session', uid: 1000 }
    const answers = await ask(
      { ...session, env: { XDG_RUNTIME_DIR: '/r' } },
      { uri: 'qemu:///system', sockets: ['/var/run/libvirt/virtqemud-sock'] },
      { uri: 'hall', libvirtConf: 'uri_aliases = [ "hall=qemu+tcp://hall/system" ]' },
      { uri: null, env: { VIRSH_DEFAULT_CONNECT_URI: 'test:///default' } },
    )
    expect(answers.map(({ plan }) => plan.socket ?? plan.host ?? plan.driver)).toEqual([
      '/r/libvirt/libvirt-sock',
      '/var/run/libvirt/virtqemud-sock',
      'hall',
      'test',
    ])
  })

  test('says why a URI is refused, with a code', async () => {
    const [answer] = await ask({ uri: 'qemu://system' })
    expect(answer.ok).toBe(true)
    expect(answer.plan).toEqual({
      refused: '“system” stands where a host belongs: did you mean qemu:///system?',
      code: 'missing-slash',
    })
    expect(answer.explain).toBe(answer.plan.refused)
  })

  test('says where a text is no URI', async () => {
    expect(await ask({ uri: 'qemu:///a b' })).toEqual([
      { ok: false, error: 'A space cannot stand in a URI: write %20.', at: 9 },
    ])
  })

  test.each([
    ['{', 'This line is not JSON.'],
    ['null', 'A request is an object with a “uri”.'],
    ['[]', 'A request is an object with a “uri”.'],
    ['"qemu:///system"', 'A request is an object with a “uri”.'],
    ['{}', '“uri” must be a string, or null for none.'],
    ['{"uri":1}', '“uri” must be a string, or null for none.'],
    ['{"uri":"","uid":-1}', '“uid” must be the number of a user.'],
    ['{"uri":"","uid":"0"}', '“uid” must be the number of a user.'],
    ['{"uri":"","readonly":1}', '“readonly” must be true or false.'],
    ['{"uri":"","env":{"A":1}}', '“env” must be an object of strings.'],
    ['{"uri":"","env":[]}', '“env” must be an object of strings.'],
    ['{"uri":"","libvirtConf":1}', '“libvirtConf” must be the text of the file, or null for none.'],
    ['{"uri":"","sockets":"/a"}', '“sockets” must be a list of paths.'],
  ])('answers %j with an error and goes on', async (line, error) => {
    const { out, code } = await run(['-'], [`${line}\n{"uri":"test:///default"}\n`])
    const [first = '', second = ''] = out.trim().split('\n')
    expect(JSON.parse(first)).toMatchObject({ ok: false, error, at: expect.any(Number) })
    expect(JSON.parse(second)).toMatchObject({ ok: true })
    expect(code).toBe(0)
  })

  test('names in “env” that objects have by themselves are only names', async () => {
    const [answer] = await ask(JSON.parse('{"uri":"test:///default","env":{"__proto__":"x"}}'))
    expect(answer.ok).toBe(true)
  })

  test('takes lines however they are cut, and the last one without its end', async () => {
    const bytes = new TextEncoder().encode('{"uri":"/é"}\r\n\n{"uri":"test:///default"}')
    for (let cut = 0; cut <= bytes.length; cut++) {
      const { out } = await run(['-'], [bytes.subarray(0, cut), bytes.subarray(cut)])
      const answers = out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
      expect(answers).toMatchObject([
        { ok: false, at: 1, error: expect.stringContaining('é') },
        { ok: true },
      ])
    }
  })

  test('answers a line too long without reading it, and then the next', async () => {
    const long = 'x'.repeat(longestLine)
    const { out } = await run(['-'], [long, long, '\n{"uri":"test:///default"}\n'])
    const answers = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(answers).toMatchObject([{ error: 'This line is too long.' }, { ok: true }])
  })
})

describe('oirase uri URI…', () => {
  test('tells a person what a URI means, in aligned lines', async () => {
    const { code, out } = await run(['qemu+tcp://h/system?foo=1'])
    expect(code).toBe(0)
    expect(out).toContain('server        h\n')
    expect(out).toContain('dials         h:16509\n')
    expect(out).toContain('name sent     qemu:///system?foo=1\n')
    expect(out).toMatch(/^warning {7}Plain TCP .* \[unencrypted]$/m)
    expect(out).toContain("virsh         virsh -c 'qemu+tcp://h/system?foo=1'\n")
  })

  test('marks the character that is wrong', async () => {
    const { code, out } = await run(['qemu:///é'])
    expect(out).toBe('qemu:///é\n        ^ “é” cannot stand here: write %C3%A9.\n\n')
    expect(code).toBe(1)
  })

  test('answers several, as JSON when asked, and fails when one would be refused', async () => {
    const { code, out } = await run(['--json', 'test:///default', 'foo'])
    const answers = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(answers).toMatchObject([{ plan: { driver: 'test' } }, { plan: { code: 'no-scheme' } }])
    expect(code).toBe(1)
  })

  test('plans for another user, and for reading', async () => {
    const env = { XDG_RUNTIME_DIR: '/run/user/1000' }
    const args = ['--json', '--uid', '1000', '--readonly', 'qemu:///session']
    const { out } = await run(args, [], env)
    expect(JSON.parse(out).plan).toMatchObject({
      socket: '/run/user/1000/libvirt/libvirt-sock',
      options: { readOnly: true, session: true },
    })
  })

  test('says what the environment made of nothing', async () => {
    const { out } = await run([''], [], { LIBVIRT_DEFAULT_URI: 'test:///default' })
    expect(out).toContain('from          LIBVIRT_DEFAULT_URI\n')
    expect(out).toContain('driver        test\n')
  })

  test('a text cannot move the cursor of who asks', async () => {
    const { out } = await run(['qemu:///\u001b[2J'])
    expect(out).not.toContain('\u001b')
  })

  test('explains itself on request', async () => {
    const { code, out } = await run(['--help'])
    expect(code).toBe(0)
    expect(out).toMatch(/^usage: oirase uri/)
  })

  test.each([[[]], [['--nonsense']], [['--uid', 'x', 'a']], [['--uid', '-1', 'a']]])(
    'is not to be asked with %j',
    async (args) => {
      const { code, err } = await run(args)
      expect(code).toBe(2)
      expect(err).toMatch(/^usage: oirase uri/)
    },
  )
})
