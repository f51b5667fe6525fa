import type { Socket } from 'node:net'
import type { Delivery } from './fake-daemon.ts'
import { frameOf, headerSize, readFrame } from './frame.ts'
import { keepaliveProgram } from './keepalive.ts'
import { remote } from './row.ts'

/** The same frame with the word at `at` replaced. */
const withWord = (frame: Buffer, at: number, value: number): Buffer => {
  const copy = Buffer.from(frame)
  copy.writeUInt32BE(value, at)
  return copy
}

const message = (program: number, procedure: number, payload?: Uint8Array) =>
  frameOf({ program, procedure, type: 'message', serial: 1, status: 'ok' }, payload)

const write = (change: (frame: Buffer) => Buffer | string) => (frame: Buffer, socket: Socket) =>
  void socket.write(change(frame))

/** Ways for a daemon to be broken or ill-meaning: how each delivers an answer that was right. */
export const hostilities = {
  'a web server': write(() => 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n'),
  'an ssh server': write(() => 'SSH-2.0-OpenSSH_9.2\r\n'),
  zeros: write(() => Buffer.alloc(64)),
  'a length over the limit': write((frame) => withWord(frame, 0, 32 * 1024 * 1024 + 5)),
  'a length of 27': write((frame) => withWord(frame, 0, 27)),
  'another protocol version': write((frame) => withWord(frame, 8, 2)),
  'an unknown type': write((frame) => withWord(frame, 16, 7)),
  'an unknown status': write((frame) => withWord(frame, 24, 3)),
  'a call of its own': write((frame) => withWord(frame, 16, 0)),
  'an answer to no call': write((frame) => withWord(frame, 20, 4_000_000_000)),
  'an answer to another procedure': write((frame) => withWord(frame, 12, 2)),
  'a huge count': write((frame) =>
    frameOf(readFrame(frame), Buffer.from('ffffffffffffffff', 'hex')),
  ),
  'an answer too short': write((frame) => frameOf(readFrame(frame))),
  'an answer too long': write((frame) =>
    frameOf(readFrame(frame), Buffer.concat([frame.subarray(headerSize), Buffer.alloc(4)])),
  ),
  'too many descriptors': write((frame) => {
    const count = Buffer.from('00000021', 'hex')
    const payload = Buffer.concat([count, frame.subarray(headerSize)])
    return frameOf({ ...readFrame(frame), type: 'reply-with-fds' }, payload)
  }),
  'a torn error': write((frame) =>
    frameOf({ ...readFrame(frame), status: 'error' }, Buffer.from('0000002a', 'hex')),
  ),
  'half an answer': (frame, socket) => void socket.end(frame.subarray(0, frame.length >> 1)),
  'half an answer and silence': (frame, socket) =>
    void socket.write(frame.subarray(0, frame.length >> 1)),
  'a closed door': (_frame, socket) => void socket.end(),
  silence: () => {},
} satisfies Record<string, Delivery>

/** Unusual, and yet within the protocol: the answer must arrive all the same. */
export const oddities = {
  'byte by byte': (frame, socket) => {
    for (const byte of frame) socket.write(Buffer.of(byte))
  },
  'after an event nobody knows': (frame, socket) => {
    socket.write(Buffer.concat([message(remote.number, 9999, Buffer.alloc(12)), frame]))
  },
  'after a message of a program nobody knows': (frame, socket) => {
    socket.write(Buffer.concat([message(0x1234, 1), frame]))
  },
  'after a keepalive question': (frame, socket) => {
    socket.write(Buffer.concat([message(keepaliveProgram, 1), frame]))
  },
  'with descriptors': (frame, socket) => {
    const payload = Buffer.concat([Buffer.from('00000002', 'hex'), frame.subarray(headerSize)])
    const answer = frameOf({ ...readFrame(frame), type: 'reply-with-fds' }, payload)
    socket.write(Buffer.concat([answer, Buffer.alloc(2), message(keepaliveProgram, 1)]))
  },
} satisfies Record<string, Delivery>
