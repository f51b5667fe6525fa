import { describe, expect, test } from 'vitest'
import { contains, isLoopback, originOf, readConfig, settingsHelp } from './config.ts'

const config = (env: Record<string, string>) => {
  const read = readConfig({ HOME: '/home/ada', ...env })
  if (!read.ok) throw new Error(read.wrong.join('; '))
  return read.config
}
const wrong = (env: Record<string, string>) => {
  const read = readConfig({ HOME: '/home/ada', ...env })
  return read.ok ? [] : read.wrong
}

describe('settings', () => {
  test('keys are read from base64, and a wrong one is not repeated', () => {
    const key = Buffer.alloc(32, 7)
    const short = Buffer.alloc(31, 7).toString('base64')
    expect(config({}).keys).toEqual([])
    expect(
      config({ OIRASE_KEY: `${key.toString('base64')}, ${key.toString('base64')}` }).keys,
    ).toEqual([key, key])
    expect(wrong({ OIRASE_KEY: short })).toEqual(['OIRASE_KEY is not 32 bytes'])
    expect(wrong({ OIRASE_KEY: 'sesame, open' })).toEqual(['OIRASE_KEY is not base64'])
  })

  test('have defaults that keep to this machine', () => {
    expect(config({})).toMatchObject({
      address: '127.0.0.1',
      port: 7373,
      data: '/home/ada/.local/share/oirase',
      log: 'info',
      worlds: [],
      insecure: false,
      dev: false,
    })
    expect(config({ XDG_DATA_HOME: '/xdg' }).data).toBe('/xdg/oirase')
  })

  test('are read into values', () => {
    const read = config({
      OIRASE_PORT: '0',
      OIRASE_WORLDS: '/a, /b',
      OIRASE_NAMES: 'Oirase.Example.org',
      OIRASE_TRUSTED_PROXY: '10.0.0.0/8, fd00::1',
    })
    expect(read).toMatchObject({ port: 0, worlds: ['/a', '/b'], names: ['oirase.example.org'] })
    expect(contains(read.trustedProxy!, '10.9.9.9')).toBe(true)
    expect(contains(read.trustedProxy!, '::ffff:10.9.9.9')).toBe(true)
    expect(contains(read.trustedProxy!, 'fd00::1')).toBe(true)
    expect(contains(read.trustedProxy!, '11.0.0.1')).toBe(false)
  })

  test('what a URI may touch are the account’s own folders, no program, and any network', () => {
    expect(config({})).toMatchObject({
      files: [
        '/home/ada/.ssh',
        '/home/ada/.pki/libvirt',
        '/home/ada/.config/libvirt',
        '/etc/pki',
        '/etc/libvirt',
      ],
      programs: [],
      reach: null,
    })
    const given = { OIRASE_FILES: '/srv/pki', OIRASE_PROGRAMS: '/usr/bin/tunnel' }
    const read = config({ ...given, OIRASE_REACH: '10.0.0.0/8' })
    expect(read).toMatchObject({ files: ['/srv/pki'], programs: ['/usr/bin/tunnel'] })
    expect(contains(read.reach!, '10.1.1.1')).toBe(true)
  })

  test.each([
    ['OIRASE_PORT', 'http'],
    ['OIRASE_PORT', '65536'],
    ['OIRASE_PORT', ''],
    ['OIRASE_ADDRESS', 'localhost'],
    ['OIRASE_DATA', 'relative'],
    ['OIRASE_LOG', 'loud'],
    ['OIRASE_WORLDS', '/a,b'],
    ['OIRASE_SOCKETS', 'run'],
    ['OIRASE_FILES', '~/.ssh'],
    ['OIRASE_PROGRAMS', 'nc'],
    ['OIRASE_REACH', 'example.org'],
    ['OIRASE_INSECURE', 'maybe'],
    ['OIRASE_TRUSTED_PROXY', 'proxy.example.org'],
    ['OIRASE_TRUSTED_PROXY', '10.0.0.0/33'],
    ['OIRASE_TRUSTED_PROXY', '10.0.0.0/'],
    ['OIRASE_NAMES', 'https://oirase'],
  ])('that are wrong are told in one line that names them: %s=%s', (name, value) => {
    const lines = wrong({ [name]: value })
    expect(lines).toHaveLength(1)
    expect(lines[0]).toContain(name)
    expect(lines[0]).not.toContain('\n')
  })

  test('refuse to listen beyond this machine in the clear unless told to', () => {
    const [line] = wrong({ OIRASE_ADDRESS: '0.0.0.0' })
    expect(line).toContain('OIRASE_INSECURE')
    expect(wrong({ OIRASE_ADDRESS: '0.0.0.0', OIRASE_INSECURE: 'yes' })).toEqual([])
    expect(wrong({ OIRASE_ADDRESS: '::', OIRASE_TRUSTED_PROXY: '10.0.0.1' })).toEqual([])
    expect(wrong({ OIRASE_TLS_CERT: '/c' })).toHaveLength(1)
    expect(wrong({ OIRASE_ADDRESS: '::', OIRASE_TLS_CERT: '/c', OIRASE_TLS_KEY: '/k' })).toEqual([])
  })

  test('are each a line of the help', () => {
    const help = settingsHelp({ HOME: '/home/ada' })
    expect(help).toContain('OIRASE_DATA')
    expect(help).toContain('[/home/ada/.local/share/oirase]')
    expect(help.split('\n').every((line) => /^ {2}OIRASE_/.test(line))).toBe(true)
  })
})

test('the address to visit is one that a browser can open', () => {
  const insecure = { OIRASE_INSECURE: 'yes' }
  const tls = { OIRASE_TLS_CERT: '/c', OIRASE_TLS_KEY: '/k' }
  const at = (env: Record<string, string>) => originOf(config(env), 7373)
  expect(at({})).toBe('http://127.0.0.1:7373')
  expect(at({ OIRASE_ADDRESS: '::1' })).toBe('http://[::1]:7373')
  expect(at({ OIRASE_ADDRESS: '0.0.0.0', ...insecure })).toBe('http://localhost:7373')
  expect(at({ OIRASE_ADDRESS: '::', OIRASE_NAMES: 'a.example', ...tls })).toBe(
    'https://a.example:7373',
  )
})

test('loopback is told from every other address', () => {
  for (const address of ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1']) {
    expect(isLoopback(address), address).toBe(true)
  }
  for (const address of ['0.0.0.0', '::', '10.0.0.1', 'localhost', '']) {
    expect(isLoopback(address), address).toBe(false)
  }
})
