import { expect, test } from 'vitest'
import { whoAnswers } from './who-answers.ts'

test.each([
  ['HTTP/1.1 400 Bad Request\r\nServer: x\r\n', 'answers-http', 'HTTP/1.1 400 Bad Request'],
  ['SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n', 'answers-ssh', 'SSH-2.0-OpenSSH_9.2p1 Debian-2'],
  ['RFB 003.008\n', 'answers-vnc', 'RFB 003.008'],
  ['\x15\x03\x01\x00\x02\x02\x46', 'answers-tls', null],
  ['220 mail.example ESMTP\r\n', 'answers-text', '220 mail.example ESMTP'],
  ['\nWelcome to mill!\n', 'answers-text', 'Welcome to mill!'],
  ['hi\x1b[2Jyou', 'not-libvirt', null],
  ['hiya\x1b[2Jyou', 'answers-text', 'hiya'],
  ['\x00\x00\x00\x1c\x20\x00\x80\x86\x00\x00\x00\x02', 'rpc-version', null],
  ['\x00\x00\x00\x1c\x20\x00\x80\x86\x00\x00\x00\x01', 'not-libvirt', null],
  ['\xff\xff\xff\xff', 'not-libvirt', null],
  ['', 'not-libvirt', null],
])('%j is %s', (bytes, trouble, words) => {
  expect(whoAnswers(Buffer.from(bytes, 'latin1'))).toEqual({ trouble, words })
})
