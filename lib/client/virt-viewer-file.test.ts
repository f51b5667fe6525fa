import { expect, test } from 'vitest'
import { viewerHost, virtViewerFile } from './virt-viewer-file.ts'

test('names the display and the machine, and no password', () => {
  const direct = { host: 'kvm.example', port: 5900, tlsPort: 5901 }
  expect(virtViewerFile({ kind: 'spice', direct, title: 'mill' }).split('\n')).toEqual([
    '[virt-viewer]',
    'type=spice',
    'host=kvm.example',
    'port=5900',
    'tls-port=5901',
    'title=mill',
    'delete-this-file=1',
    '',
  ])
})

test('a port that a display has not is not named', () => {
  const text = virtViewerFile({
    kind: 'vnc',
    direct: { host: 'fd00::7', port: 5900, tlsPort: null },
    title: 'mill',
  })
  expect(text).toContain('host=fd00::7\nport=5900\ntitle=')
})

test('a name cannot bring keys of its own', () => {
  const text = virtViewerFile({
    kind: 'vnc',
    direct: { host: 'kvm', port: 5900, tlsPort: null },
    title: ' a\\b\r\nsecure-attention=x\tq',
  })
  expect(text).toContain('title=\\sa\\\\b\\r\\nsecure-attention=x\\tq\n')
  expect(text.split('\n')).toHaveLength(7)
})

test.each([
  [null, 'oirase.example', 'oirase.example'],
  [null, '[fd00::1]', 'fd00::1'],
  [null, 'localhost', null],
  [null, '127.0.0.1', null],
  [null, '[::1]', null],
  ['kvm.example', 'localhost', 'kvm.example'],
])('of a display at %s a page at %s dials %s', (host, hostname, expected) => {
  expect(viewerHost({ host, port: 5900, tlsPort: null }, hostname)).toBe(expected)
})
