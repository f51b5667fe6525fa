import { connect } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { someProxyWorld } from './proxy-world.ts'
import {
  documentedProxyName,
  type FakeXenProxy,
  padded,
  startXenProxy,
  type XenProxyOptions,
} from './start-xen-proxy.ts'

const running: FakeXenProxy[] = []
afterEach(async () => {
  for (const proxy of running.splice(0)) await proxy.stop()
})

async function start(options: Partial<XenProxyOptions> = {}): Promise<FakeXenProxy> {
  const socket = padded(`/tmp/lab_proxy_${process.pid}`)
  const proxy = await startXenProxy({ abi: 'x86_64', socket, ...options })
  running.push(proxy)
  return proxy
}

/** Sends bytes in hex and resolves to all that comes within a while, or to null where the other side hangs up. */
function exchange({ socket: path }: FakeXenProxy, hex: string, bytes = 16): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const socket = connect({ path })
    let came = Buffer.alloc(0)
    const end = (value: string | null) => {
      socket.destroy()
      resolve(value)
    }
    const timer = setTimeout(() => end(`only ${came.toString('hex')}`), 2_000)
    socket.on('data', (chunk) => {
      came = Buffer.concat([came, chunk])
      if (came.length >= bytes) {
        clearTimeout(timer)
        end(came.toString('hex'))
      }
    })
    socket.on('close', () => {
      clearTimeout(timer)
      resolve(null)
    })
    socket.on('error', reject)
    socket.write(Buffer.from(hex.replaceAll(' ', ''), 'hex'))
  })
}

/** Version 1, a command, serial 7, a length and eight bytes of the union. */
const request = (command: string, length = '10', data = '0000000000000000') =>
  `0100 ${command}00 0700 ${length}00 ${data}`
const one = '0100000000000000'
const uuid1 = '5b0c9d1e7a424f0e8d3c000000000001'
const text = (said: string) => Buffer.from(said).toString('hex')

describe.skipIf(process.platform !== 'linux')('on the machine of a proxy', () => {
  test.each([
    ['a ping', request('00'), '01000000070010000000000000000000'],
    ['the version', request('01'), '0100010007001000a8ca2d0000000000'],
    ['the list', request('03'), '0100030007001c000300000000000000 00000000 01000000 03000000'],
    ['how many', request('04'), '01000400070010000300000000000000'],
    ['a lookup by id', request('05', '10', one), `0100050007002400${one}${uuid1}${text('web\0')}`],
    ['a lookup by UUID', request('06', '20') + uuid1, `0100060007001400${one}${text('web\0')}`],
    ['a lookup by name', request('07', '14') + text('web\0'), `0100070007002000${one}${uuid1}`],
    ['the maximum memory', request('08', '10', one), '01000800070010000000080000000000'],
    [
      'its figures',
      request('09', '10', one),
      `0100090007003800${one}0200000000000000 0000080000000000 0000040000000000 0200000000000000 341cdcdf02000000`,
    ],
    ['its OS', request('0b', '10', one), `01000b0007001500 0000000000000000${text('linux')}`],
    [
      'no domain of this id',
      request('05', '10', '0900000001020304'),
      '0100050007001000ffffffff01020304',
    ],
    ['no figures', request('09', '10', '0900000000000000'), '0100090007001000ffffffff00000000'],
    ['no maximum', request('08', '10', '0900000000000000'), '01000800070010000000000000000000'],
    ['no name', request('07', '14') + text('nix\0'), '0100070007001000ffffffff00000000'],
  ])('%s', async (_, asked, answered) => {
    const hex = answered.replaceAll(' ', '')
    expect(await exchange(await start(), asked, hex.length / 2)).toBe(hex)
  })

  test('structures of 32 bits are shorter', async () => {
    const proxy = await start({ abi: 'i386' })
    expect(await exchange(proxy, request('09', '10', one), 40)).toBe(
      `0100090007002800${one}0200000000000800 0000040002000000 341cdcdf02000000`.replaceAll(
        ' ',
        '',
      ),
    )
    const node = await exchange(proxy, request('02'), 76)
    expect(node).toHaveLength(152)
    expect(node?.slice(0, 32)).toBe('01000200070' + '04c000000000000000000')
    expect(node?.slice(96, 112)).toBe('00f87f0004000000')
  })

  test.each([
    ['another version', `0200 0000 0700 1000 0000000000000000`],
    ['too short a length', request('00', '0f')],
    ['too long a length', `0100 0000 0700 0110 0000000000000000`],
    ['an unknown command', request('0d')],
    ['a wrong length for its command', `${request('00', '14')}00000000`],
  ])('it hangs up at %s', async (_, asked) => {
    expect(await exchange(await start(), asked)).toBeNull()
  })

  test('XML that does not fit is refused as such', async () => {
    const world = someProxyWorld()
    const [first] = world.domains
    if (first !== undefined) first.xml = 'x'.repeat(4081)
    const proxy = await start({ world })
    expect(await exchange(proxy, request('0a'))).toBe('01000a0007001000feffffff00000000')
    if (first !== undefined) first.xml = 'x'.repeat(4080)
    expect(await exchange(proxy, request('0a'), 4096)).toHaveLength(8192)
  })

  test('answers in pieces are the same answers, one after the other', async () => {
    const proxy = await start({ pieces: 5 })
    const both = await exchange(proxy, request('03') + request('00'), 44)
    expect(both?.slice(0, 16)).toBe('0100030007001c00')
    expect(both?.slice(56)).toBe('01000000070010000000000000000000')
    expect(proxy.requests()).toEqual([3, 0])
  })

  test('abstract names fill the whole address', () => {
    expect([...documentedProxyName]).toHaveLength(108)
    expect(documentedProxyName.startsWith('\0/tmp/libvirt_proxy_conn\0')).toBe(true)
  })
})
