import { describe, expect, test } from 'vitest'
import { credentialsFor, readAuthConf } from './auth-conf.ts'

const read = (...lines: string[]) => readAuthConf(lines.join('\n'), '/etc/libvirt/auth.conf')
const usual = read(
  '# for everybody',
  '[credentials-all]',
  'username=admin',
  '',
  '[credentials-one]',
  'authname=fred',
  'password=pencil',
  'realm=LAB',
  '[auth-libvirt-default]',
  'credentials=all',
  '[auth-libvirt-one.example]',
  'credentials=one',
  '[auth-ssh-one.example]',
  'credentials=one',
  '[auth-libvirt-localhost]',
  'credentials=one',
)
const all = { username: 'admin', authname: null, password: null, realm: null }
const one = { username: null, authname: 'fred', password: 'pencil', realm: 'LAB' }

describe('credentials', () => {
  test.each([
    ['libvirt', 'one.example', one],
    ['libvirt', null, one],
    ['ssh', 'one.example', one],
    ['libvirt', 'two.example', all],
    ['libvirt', 'ONE.example', all],
    ['ssh', 'two.example', null],
  ] as const)('for %s on %s', (service, host, expected) => {
    expect(credentialsFor(usual, service, host)).toEqual(expected)
  })

  test('without a file there are none', () => {
    expect(credentialsFor(null, 'ssh', 'h')).toBeNull()
  })

  test.each([
    [
      ['[auth-ssh-h]'],
      "Missing item 'credentials' in group 'auth-ssh-h' in '/etc/libvirt/auth.conf'",
    ],
    [
      ['[auth-ssh-h]', 'credentials=x'],
      "Missing group 'credentials-x' referenced from group 'auth-ssh-h' in '/etc/libvirt/auth.conf'",
    ],
  ])('an entry that leads nowhere is told as libvirt tells it: %j', (lines, words) => {
    expect(() => credentialsFor(read(...lines), 'ssh', 'h')).toThrow(words)
  })
})

describe('a value', () => {
  const password = (...lines: string[]) => {
    const conf = read('[auth-ssh-h]', 'credentials=x', '[credentials-x]', ...lines)
    return credentialsFor(conf, 'ssh', 'h')?.password
  }
  test.each([
    ['password=a b ', 'a b ', 'keeps its trailing blanks'],
    ['password = \t a', 'a', 'loses its leading ones'],
    ['password=\\sa\\tb\\\\n', ' a\tb\\n', 'has escapes'],
    ['password=a\\x', null, 'with an escape nobody knows is none'],
    ['password=a\\', null, 'that ends in a backslash is none'],
    ['password=a#b;c=d[e]', 'a#b;c=d[e]', 'may hold any sign'],
    ['password=', '', 'may be empty'],
    ['  password=a', 'a', 'may be indented'],
    ['password=a\r', 'a', 'may end as on DOS'],
    ['Password=a', null, 'goes by a name in the right case'],
    ['password[de]=a', null, 'for another language is another'],
    ['password=a\npassword=b', 'b', 'is the last of its name'],
    [
      'password=a\n[other]\npassword=c\n[credentials-x]\nrealm=b',
      'a',
      'stays when its group comes again',
    ],
    ['password=\ufffd', null, 'that was not UTF-8 is none'],
  ])('%j is %j: it %s', (line, expected, _why) => {
    expect(password(line)).toBe(expected)
  })
})

describe('a file with one wrong line counts for nothing', () => {
  test.each([
    [['; a comment'], 1],
    [['[a]', 'just words'], 2],
    [['password=a'], 1],
    [['[a', 'b=c'], 1],
    [['[a]b'], 1],
    [['[]'], 1],
    [['[a[b]'], 1],
    [['[a]', '', '=b'], 3],
    [['[a]', 'b[c=d'], 2],
  ])('%j', (lines, at) => {
    const conf = read('# first', ...lines)
    expect(conf.groups.size).toBe(0)
    expect(conf.fault).toMatch(new RegExp(`^line ${at + 1}: `))
  })

  test('and its fault holds nothing of it', () => {
    expect(read('[a]', 'planted secret').fault).not.toContain('planted')
  })
})
