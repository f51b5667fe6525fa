import { homedir, userInfo } from 'node:os'
import path from 'node:path'
import { afterAll, expect, inject, test } from 'vitest'
import { makeHome, run } from './open-ssh-fixture.ts'
import { sshSettings } from './ssh-config.ts'
import type { SshSettings } from './ssh-config-settings.ts'

const home = makeHome()
afterAll(() => home.remove())
home.write('part-1', 'Port 2201\nIdentityFile ~/.ssh/of-part\n')
home.write('part-2', 'Host inner\n User innermost\nHost *\n Port 2202\n')
home.write('part-3', 'Host other\n Port 2203\n')
const folder = path.join(home.folder, '.ssh')

/** Name, what to ask for (with the user and port of the person), and the configuration. */
const cases: [string, string[], string][] = [
  ['nothing', ['h'], ''],
  ['first wins', ['h'], 'Port 1\nPort 2\nHost *\n Port 3\n User a\nHost h\n User b\n'],
  [
    'patterns',
    ['web1.example.org'],
    'Host *.example.org !web1.*\n Port 1\nHost web?.example.*\n Port 2\n',
  ],
  ['several hosts', ['b'], 'Host a b c\n User shared\n'],
  [
    'a host in capitals',
    ['Some'],
    'Host some\n Port 1\nHost Some\n Port 2\n HostName TARGET.example\n',
  ],
  ['negation alone', ['x'], 'Host !y\n Port 7\nHost * !y\n Port 8\n'],
  ['equals and quotes', ['h'], 'Port=22\nUser = "a b"\n  HostName\t"real.example"\n'],
  ['comments behind', ['h'], 'Port 23 # odd\nUser a#b\n#Port 1\n'],
  ['tokens', ['short'], 'HostName %h.example.org\nHostKeyAlias alias\n'],
  ['percent', ['h'], 'HostName a%%b\n'],
  [
    'match host',
    ['h'],
    'HostName real.example\nMatch host real.*\n Port 9\nMatch host h\n Port 10\n',
  ],
  ['match originalhost', ['h'], 'HostName real.example\nMatch originalhost h\n Port 10\n'],
  ['match user', ['h'], 'User bob\nMatch user alice,bob\n Port 11\n'],
  ['match user given', ['-l', 'carl', 'h'], 'User bob\nMatch user carl\n Port 12\n'],
  ['match localuser', ['h'], `Match localuser ${userInfo().username}\n Port 13\n`],
  ['match negated', ['h'], 'Match !user alice host *\n Port 14\nMatch all\n User z\n'],
  [
    'match final',
    ['h'],
    'Match final\n Port 15\nHost h\n User u\nMatch final user u\n HostName f\n',
  ],
  ['match all', ['h'], 'Match all\n Port 16\n'],
  ['match equals', ['h'], 'Match host=h user=*\n Port 17\n'],
  ['include', ['h'], `Include ${folder}/part-1\nPort 5\nUser after\n`],
  ['include glob', ['inner'], `Include ${folder}/part-[23] ${folder}/none*\nUser last\n`],
  [
    'include in a block that does not hold',
    ['h'],
    `Host no\n Include ${folder}/part-1\nHost *\n User u\n`,
  ],
  ['include ends its own blocks', ['h'], `Include ${folder}/part-3\nPort 6\n`],
  ['include in a block', ['inner'], `Host in*\n Include ${folder}/part-2\n HostName after\n`],
  [
    'identities add up',
    ['h'],
    'IdentityFile ~/a\nIdentityFile /b\nHost h\n IdentityFile ~/c\n IdentitiesOnly yes\n',
  ],
  ['a proxy', ['h'], 'ProxyJump a,b@c:3\nProxyCommand nc %h\n'],
  ['no proxy', ['h'], 'ProxyJump none\nProxyJump b\n'],
  ['port given', ['-p', '2222', 'h'], 'Port 1\n'],
  ['user given', ['-l', 'me', 'h'], 'User you\n'],
  [
    'known hosts',
    ['h'],
    'UserKnownHostsFile /a "/b c"\nGlobalKnownHostsFile /g\nStrictHostKeyChecking yes\n',
  ],
  ['accept new', ['h'], 'StrictHostKeyChecking accept-new\nHashKnownHosts yes\n'],
  ['strict no', ['h'], 'StrictHostKeyChecking off\n'],
  [
    'ways in',
    ['h'],
    'PasswordAuthentication no\nPubkeyAuthentication yes\nKbdInteractiveAuthentication no\n',
  ],
  ['order', ['h'], 'PreferredAuthentications password,publickey\n'],
  ['times', ['h'], 'ConnectTimeout 1m30s\nServerAliveInterval 7\n'],
  ['agent', ['h'], 'IdentityAgent /run/agent\n'],
  ['keywords in any case', ['h'], 'pOrT 99\nHOST h\nuser x\n'],
]

const skip = test.skipIf(inject('labSkipped') !== null)

skip.each(cases)('as ssh -G has it: %s', async (name, asked, config) => {
  const own = home.write(`config-${name.replaceAll(' ', '-')}`, config)
  const theirs = readDump(run('ssh', '-G', '-F', own, ...asked))
  const ours = await sshSettings(targetOf(asked), machine, { own, machine: '/nowhere' })
  expect(summary(ours)).toEqual(theirs)
})

const machine = { env: { HOME: homedir() }, uid: process.getuid!(), account: userInfo().username }

function targetOf(asked: readonly string[]) {
  const after = (flag: string) => (asked.includes(flag) ? asked[asked.indexOf(flag) + 1]! : null)
  return {
    host: asked.at(-1)!,
    port: Number(after('-p') ?? 0),
    user: after('-l'),
    flavour: 'ssh' as const,
    options: {},
  }
}

const strict: Record<string, string> = {
  yes: 'refuse',
  true: 'refuse',
  no: 'accept',
  false: 'accept',
  off: 'accept',
  'accept-new': 'accept',
  ask: 'ask',
}

/** ssh's dump in our words. */
function readDump(text: string) {
  const lines = text
    .trim()
    .split('\n')
    .map((line): [string, string] => {
      const at = line.indexOf(' ')
      return [line.slice(0, at), line.slice(at + 1)]
    })
  const all = (name: string) => lines.filter(([key]) => key === name).map(([, value]) => value)
  const one = (name: string) => all(name)[0] ?? null
  const order = (
    one('preferredauthentications') ?? 'publickey,keyboard-interactive,password'
  ).split(',')
  const off = {
    password: one('passwordauthentication'),
    'keyboard-interactive': one('kbdinteractiveauthentication'),
  } as Record<string, string | null>
  return {
    host: one('hostname'),
    port: Number(one('port')),
    user: one('user'),
    jump: one('proxyjump'),
    alias: one('hostkeyalias'),
    known: one('userknownhostsfile')?.replaceAll('"', ''),
    global: one('globalknownhostsfile')?.replaceAll('"', ''),
    unknown: strict[one('stricthostkeychecking')!],
    hash: one('hashknownhosts') === 'yes',
    files: all('identityfile')
      .filter((file) => !file.endsWith('id_xmss')) // Debian 12's ssh knows that experiment
      .map((file) => file.replace(/^~/, homedir())),
    only: one('identitiesonly') === 'yes',
    agent: one('identityagent'),
    methods: order.filter((method) => off[method] !== 'no'),
    connect: one('connecttimeout') === 'none' ? null : Number(one('connecttimeout')) * 1000,
    alive: Number(one('serveraliveinterval')) * 1000 || null,
  }
}

const sshNames = {
  agent: 'publickey',
  privkey: 'publickey',
  password: 'password',
  'keyboard-interactive': 'keyboard-interactive',
} as const

const summary = (ours: SshSettings) => ({
  host: ours.host,
  port: ours.port,
  user: ours.user,
  jump: ours.jump,
  alias: ours.hostKeyAlias,
  known: ours.userKnownHosts.join(' '),
  global: ours.globalKnownHosts.join(' '),
  unknown: ours.unknownKey,
  hash: ours.hashKnownHosts,
  files: ours.identityFiles,
  only: ours.identitiesOnly,
  agent: ours.agent,
  methods: [...new Set(ours.methods.map((method) => sshNames[method]))],
  connect: ours.connectTimeout,
  alive: ours.aliveEvery,
})
