import { expect, test } from 'vitest'
import { openPlan } from './plan.ts'
import { isRefused } from './plan-types.ts'
import { codeInDial, type UriCode } from './uri-code.ts'

const written = ({ name, kind, value }: UriCode) => `${kind} ${name} ${value}`

function inPlanOf(uri: string): string[] {
  const around = { uid: 0, readOnly: false, env: {}, libvirtConf: null, sockets: [] }
  const opening = openPlan(uri, around)
  if (!opening.ok || isRefused(opening.plan)) throw new Error(`no plan for ${uri}`)
  return codeInDial(opening.plan).map(written)
}

const inName = (remoteName: string) => {
  const dial = { transport: 'tcp', host: 'h', port: 1, user: null, socket: null } as const
  return codeInDial({ ...dial, options: {}, remoteName }).map(written)
}

test.each([
  ['qemu+tcp://h/system?foo=bar', []],
  ['http://attic/?via=ssh://attic', []],
  ['test:///default', []],
  ['qemu:///system', ['file socket /var/run/libvirt/libvirt-sock']],
  ['qemu:///?socket=/s', ['file socket /s']],
  ['qemu+ext:///system?command=/bin/x', ['program command /bin/x']],
  ['qemu+ssh://h/?command=x&socket=/s', ['program command x', 'file socket /s']],
  ['qemu+ssh://h/?NetCat=x&socket=/s', ['program netcat x', 'file socket /s']],
  ['qemu+ssh://h/?keyfile=/k&keyfile=/l&socket=/s', ['file keyfile /l', 'file socket /s']],
  ['qemu+libssh://h/?known_hosts=/k&socket=/s', ['file known_hosts /k', 'file socket /s']],
  ['qemu://h/?pkipath=/p', ['file pkipath /p']],
  ['qemu+tcp://h/?authfile=/a', ['file authfile /a']],
  ['/var/run/xend/xend-socket', ['file socket /var/run/xend/xend-socket']],
  // the name of a parameter goes unescaped, and so becomes another parameter for the daemon
  ['lxc+tcp://h/?a%26socket%3D/s=b', ['file name socket /s=b']],
])('of %s is on this machine, or sent: %j', (uri, code) => {
  expect(inPlanOf(uri)).toEqual(code)
})

test.each([
  '',
  'qemu:///system',
  'qemu+ssh://root@h:22/system?no_verify=1&proxy=native&mode=auto',
  'xen:///',
  'test:///default',
  'test+unix:///default',
  'remote+ssh://h/?name=esx%3A%2F%2Fhost%2F',
  'remote:///?name=',
])('there is no code in the name %j', (name) => {
  expect(inName(name)).toEqual([])
})

test.each([
  ['qemu+ext:///?command=/x', ['program name transport ext', 'program name command /x']],
  ['qemu+EXT:///system', ['program name transport ext']],
  ['qemu+ssh://h/?keyfile=/k&keyfile=/l', ['file name keyfile /k', 'file name keyfile /l']],
  ['qemu:///?Socket=/s', ['file name socket /s']],
  ['test:///etc/world.xml', ['file name path /etc/world.xml']],
  ['test+unix:///etc/world.xml', ['file name name path /etc/world.xml']],
  ['remote:///?name=/etc/x', ['file name name path /etc/x']],
  ['/etc/x', ['file name path /etc/x']],
  ['not a uri', ['program name not a uri']],
])('in the name %s is %j', (name, code) => {
  expect(inName(name)).toEqual(code)
})

test('names within names come to an end', () => {
  let name = 'qemu:///system'
  for (let depth = 0; depth < 6; depth++) name = `remote:///?name=${encodeURIComponent(name)}`
  expect(inName(name)).toEqual([expect.stringContaining('program name')])
})
