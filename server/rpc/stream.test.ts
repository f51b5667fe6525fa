import { afterEach, describe, expect, test } from 'vitest'
import { systemClock } from '../../lib/clock.ts'
import { Channel } from './channel.ts'
import { remoteClient } from './client.ts'
import { type Delivery, type FakeDaemon, type FakeStream, fakeDaemon } from './fake-daemon.ts'
import { frameOf, readFrame } from './frame.ts'
import { packetMax } from './stream.ts'

const dom = { name: 'test', uuid: '6695eb01-f6a4-8304-79aa-97f2502e193f', id: 1 }
const vol = { pool: 'p', name: 'v', key: 'k' }
const screen = { dom, screen: 0, flags: 0 }
const whole = { vol, offset: 0, length: 0, flags: 1 }

let daemon: FakeDaemon
let channel: Channel
afterEach(async () => {
  channel.close()
  await daemon.close()
})

/** A daemon whose every stream is played by `script`, right after the reply that opens it. */
async function open(
  script: (stream: FakeStream) => void,
  packets: unknown[] = [],
  timeout = 5_000,
) {
  const play = (stream: FakeStream) => {
    stream.onPacket = (packet) => packets.push(Buffer.isBuffer(packet) ? packet.length : packet)
    setImmediate(() => script(stream))
    return {}
  }
  daemon = await fakeDaemon({
    domainScreenshot: (_args, { stream }) => ({ ...play(stream), mime: 'image/png' }),
    storageVolDownload: (_args, { stream }) => play(stream),
    storageVolUpload: (_args, { stream }) => play(stream),
    domainOpenConsole: (_args, { stream }) => play(stream),
    connectGetHostname: () => ({ hostname: 'vm' }),
  })
  channel = new Channel(daemon.connect(), { clock: systemClock, timeout })
  return remoteClient(channel)
}

const all = async <T>(pieces: AsyncIterable<T>): Promise<T[]> => {
  const got: T[] = []
  for await (const piece of pieces) got.push(piece)
  return got
}

describe('reading', () => {
  test('gives what the host sends until its end, and confirms it', async () => {
    const packets: unknown[] = []
    const remote = await open((stream) => {
      stream.send(Buffer.from('ab'))
      stream.send(Buffer.from('c'))
      stream.end()
    }, packets)
    const { reply, stream } = await remote.domainScreenshot(screen)
    expect(reply).toEqual({ mime: 'image/png' })
    expect(Buffer.concat(await all(stream)).toString()).toBe('abc')
    expect(packets).toEqual(['finish'])
  })

  test('bytes that come with the reply in one go are not lost', async () => {
    daemon = await fakeDaemon({ domainScreenshot: () => ({ mime: null }) }, (reply, socket) => {
      const header = { ...readFrame(reply), type: 'stream', status: 'continue' } as const
      const packets = [reply, frameOf(header, Buffer.from('early')), frameOf(header)]
      socket.write(Buffer.concat(packets))
    })
    channel = new Channel(daemon.connect(), { clock: systemClock })
    const { stream } = await remoteClient(channel).domainScreenshot(screen)
    expect(Buffer.concat(await all(stream)).toString()).toBe('early')
  })

  test('keeps what overtakes the reply, its end too', async () => {
    const deliver: Delivery = (reply, socket) => {
      const header = { ...readFrame(reply), type: 'stream', status: 'continue' } as const
      for (const piece of ['over', 'taken', '']) socket.write(frameOf(header, Buffer.from(piece)))
      setTimeout(() => socket.write(reply), 20)
    }
    daemon = await fakeDaemon({ domainScreenshot: () => ({ mime: 'image/png' }) }, deliver)
    channel = new Channel(daemon.connect(), { clock: systemClock })
    const { stream } = await remoteClient(channel).domainScreenshot(screen)
    expect(Buffer.concat(await all(stream)).toString()).toBe('overtaken')
  })

  test('is not flooded before the reply', async () => {
    const deliver: Delivery = (reply, socket) => {
      const header = { ...readFrame(reply), type: 'stream', status: 'continue' } as const
      for (let at = 0; at < 65; at += 1) socket.write(frameOf(header, Buffer.from('x')))
    }
    daemon = await fakeDaemon({ domainScreenshot: () => ({ mime: 'image/png' }) }, deliver)
    channel = new Channel(daemon.connect(), { clock: systemClock })
    await expect(remoteClient(channel).domainScreenshot(screen)).rejects.toMatchObject({
      code: 'host.not-libvirt',
    })
  })

  test('holes read as zeros, or as what they are', async () => {
    const script = (stream: FakeStream) => {
      stream.send(Buffer.from('a'))
      stream.hole(packetMax + 1)
      stream.send(Buffer.from('b'))
      stream.end()
    }
    const remote = await open(script)
    const first = await remote.storageVolDownload(whole)
    const bytes = Buffer.concat(await all(first.stream))
    expect([bytes.length, bytes[0], bytes[1], bytes.at(-1)]).toEqual([packetMax + 3, 97, 0, 98])
    const second = await remote.storageVolDownload(whole)
    expect(await all(second.stream.pieces())).toEqual([
      Buffer.from('a'),
      { hole: packetMax + 1 },
      Buffer.from('b'),
    ])
  })

  test('leaving early aborts, and the connection goes on', async () => {
    const packets: unknown[] = []
    const remote = await open((stream) => stream.send(Buffer.from('abc')), packets)
    const { stream } = await remote.domainScreenshot(screen)
    for await (const piece of stream) {
      expect(piece.toString()).toBe('abc')
      break
    }
    expect(packets).toEqual(['abort'])
    expect(await remote.connectGetHostname()).toEqual({ hostname: 'vm' })
  })

  test('the host’s error ends it with the host’s words', async () => {
    const remote = await open((stream) => stream.fail({ code: 38, message: 'I/O error' }))
    const { stream } = await remote.domainScreenshot(screen)
    await expect(all(stream)).rejects.toMatchObject({ name: 'RemoteError', message: 'I/O error' })
    expect(await remote.connectGetHostname()).toEqual({ hostname: 'vm' })
  })

  test('an error instead of the confirmation is not lost', async () => {
    const remote = await open((stream) => {
      stream.confirms = false
      stream.onPacket = () => stream.fail({ code: 38, message: 'late' })
      stream.end()
    })
    const { stream } = await remote.domainScreenshot(screen)
    await expect(all(stream)).rejects.toMatchObject({ message: 'late' })
  })

  test('a confirmation that never comes is host.silent', async () => {
    const mute = (stream: FakeStream) => {
      stream.confirms = false
      stream.end()
    }
    const remote = await open(mute, [], 250)
    const { stream } = await remote.domainScreenshot(screen)
    await expect(all(stream)).rejects.toMatchObject({ code: 'host.silent' })
  })

  test('a lost connection ends it as host.lost', async () => {
    const remote = await open(() => daemon.hangUp())
    const { stream } = await remote.domainScreenshot(screen)
    await expect(all(stream)).rejects.toMatchObject({ code: 'host.lost' })
  })

  test('a reader that stops makes the host wait, and gets all when it goes on', async () => {
    const size = 256 * 1024
    const sent = 64
    let written = 0
    daemon = await fakeDaemon({
      domainScreenshot: (_args, { stream }) => {
        setImmediate(() => {
          for (; written < sent; written++) stream.send(Buffer.alloc(size, written))
          stream.end()
        })
        return { mime: null }
      },
    })
    const socket = daemon.connect()
    channel = new Channel(socket, { clock: systemClock })
    const { stream } = await remoteClient(channel).domainScreenshot(screen)
    while (!socket.isPaused()) await systemClock.sleep(1)
    await systemClock.sleep(50)
    expect(socket.bytesRead).toBeLessThan(3 * 1024 * 1024)
    expect(Buffer.concat(await all(stream))).toHaveLength(size * sent)
  })

  test('a flood of holes and tiny packets makes the host wait too', async () => {
    const remote = await open((stream) => {
      for (let at = 0; at < 20_000; at++) stream.hole(1)
      stream.end()
    })
    const { stream } = await remote.storageVolDownload(whole)
    await systemClock.sleep(100)
    expect(await all(stream.pieces())).toHaveLength(20_000)
  })
})

describe('a call that was given up', () => {
  test('has its stream aborted when it opens after all', async () => {
    const packets: unknown[] = []
    const remote = await open(() => {}, packets)
    const giving = new AbortController()
    const asked = remote.domainScreenshot(screen, { signal: giving.signal })
    giving.abort(new Error('enough'))
    await expect(asked).rejects.toThrow('enough')
    while (packets.length === 0) await systemClock.sleep(1)
    expect(packets).toEqual(['abort'])
  })
})

describe('writing', () => {
  test('goes out in libvirt’s packets, and finish waits for the confirmation', async () => {
    const packets: unknown[] = []
    const remote = await open(() => {}, packets)
    const { stream } = await remote.storageVolUpload(whole)
    await stream.write(Buffer.alloc(packetMax * 2 + 1))
    await stream.hole(5)
    await stream.finish()
    await stream.finish()
    // The hole's payload is its length and its flags.
    expect(packets).toEqual([packetMax, packetMax, 1, 12, 'finish'])
  })

  test('after the host’s error is refused with that error', async () => {
    const remote = await open((stream) => stream.fail({ code: 38, message: 'No space left' }))
    const { stream } = await remote.storageVolUpload(whole)
    await expect(all(stream)).rejects.toThrow('No space left')
    await expect(stream.write(Buffer.alloc(1))).rejects.toThrow('No space left')
    await expect(stream.finish()).rejects.toThrow('No space left')
  })

  test('to a host that does not read waits, and ends with the connection', async () => {
    const remote = await open(() => {})
    const { stream } = await remote.storageVolUpload(whole)
    const writing = stream.write(Buffer.alloc(64 * 1024 * 1024))
    daemon.hangUp()
    await expect(writing).rejects.toMatchObject({ code: 'host.lost' })
  })

  test('and reading go on side by side on a console', async () => {
    const remote = await open((stream) => {
      stream.onPacket = (packet) => {
        if (Buffer.isBuffer(packet)) stream.send(packet)
      }
    })
    const { stream } = await remote.domainOpenConsole({ dom, devName: null, flags: 0 })
    const heard: string[] = []
    for (const word of ['login', 'root']) await stream.write(Buffer.from(word))
    for await (const piece of stream) {
      heard.push(piece.toString())
      if (heard.join('') === 'loginroot') break
    }
    expect(heard.join('')).toBe('loginroot')
  })
})

test('an error that comes as a reply, as libvirtd 9 answers a bad hole, reaches the stream', async () => {
  const remote = await open((stream) => {
    stream.onPacket = () => daemon.raw(replyError)
  })
  const { stream } = await remote.storageVolUpload(whole)
  // REPLY, procedure 208, serial 1, ERROR: code 38, no message
  const replyError = Buffer.from(
    `00000048 20008086 00000001 000000d0 00000001 00000001 00000001
     00000026 00000000 00000000 00000002 00000000 00000000 00000000 00000000
     00000000 00000000 00000000`.replaceAll(/\s/g, ''),
    'hex',
  )
  await stream.hole(1)
  await expect(all(stream)).rejects.toMatchObject({ name: 'RemoteError', code: 38 })
})
