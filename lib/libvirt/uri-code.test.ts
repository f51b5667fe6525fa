import { describe, expect, test } from 'vitest'
import { parseUri } from './uri.ts'
import { codeIn } from './uri-code.ts'

const found = (text: string) => {
  const reading = parseUri(text)
  if (!reading.ok) throw new Error(reading.error)
  return codeIn(reading.uri).map(({ name, kind, value }) => `${kind} ${name} ${value}`)
}

test.each([
  'qemu:///system',
  'qemu+ssh://root@h:22/system?no_verify=1&proxy=native&mode=auto',
  'qemu+tcp://h/system?foo=bar',
  'xen:///',
  'http://attic/?via=ssh://attic',
  'test:///default',
  'test+unix:///default',
  'remote+ssh://h/?name=esx%3A%2F%2Fhost%2F',
  'remote:///?name=',
  '',
])('there is no code in %j', (text) => {
  expect(found(text)).toEqual([])
})

describe('code', () => {
  test.each([
    ['qemu+ext:///system?command=/bin/x', ['program transport ext', 'program command /bin/x']],
    ['qemu+EXT:///system', ['program transport ext']],
    ['qemu+ssh://h/?command=x', ['program command x']],
    ['qemu+ssh://h/?NetCat=x', ['program netcat x']],
    ['qemu:///?socket=/s', ['file socket /s']],
    ['qemu+ssh://h/?keyfile=/k&keyfile=/l', ['file keyfile /k', 'file keyfile /l']],
    ['qemu://h/?pkipath=/p', ['file pkipath /p']],
    ['qemu+libssh://h/?known_hosts=/k', ['file known_hosts /k']],
    ['qemu:///?authfile=/a', ['file authfile /a']],
    ['test:///etc/world.xml', ['file path /etc/world.xml']],
    ['/var/run/xend/xend-socket', ['file path /var/run/xend/xend-socket']],
  ])('in %s is %j', (text, code) => {
    expect(found(text)).toEqual(code)
  })

  test.each([
    ['test+unix:///etc/world.xml', ['file name path /etc/world.xml']],
    [
      'remote:///?name=qemu%2Bext:///%3Fcommand=/x',
      ['program name transport ext', 'program name command /x'],
    ],
    ['remote:///?name=/etc/x', ['file name path /etc/x']],
    ['remote:///?name=not%20a%20uri', ['program name not a uri']],
    // the name of a parameter goes unescaped, and so becomes another parameter for the daemon
    ['lxc:///?a%26socket%3D/s=b', ['file name socket /s=b']],
  ])('in the name that %s sends is %j', (text, code) => {
    expect(found(text)).toEqual(code)
  })

  test('names within names come to an end', () => {
    let text = 'qemu:///system'
    for (let depth = 0; depth < 6; depth++) text = `remote:///?name=${encodeURIComponent(text)}`
    expect(found(text)).toEqual([expect.stringContaining('program name')])
  })
})
