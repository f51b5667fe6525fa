import { afterEach, describe, expect, test } from 'vitest'
import { linuxGuest, manyGuests } from './guests.ts'
import { versions, type XendVersion } from './personality.ts'
import { ask, libvirtRequest, type RawAnswer, rawClient } from './raw-client.ts'
import { type FakeXend, startXend, type XendOptions } from './start-xend.ts'

const running: FakeXend[] = []
afterEach(async () => {
  for (const xend of running.splice(0)) await xend.stop()
})

async function start(version: XendVersion, options: Partial<XendOptions> = {}) {
  const xend = await startXend({ personality: version, listen: { port: 0 }, ...options })
  running.push(xend)
  const get = (path: string) => ask(xend.url, libvirtRequest(path))
  const post = (path: string, form: string) => ask(xend.url, libvirtRequest(path, form))
  return { xend, get, post }
}

const web = '/xend/domain/web'
const outline = ({ status, body }: RawAnswer) => [status, body]
const guest1 = [{ config: linuxGuest('guest1', 9), state: 'running' as const }]

describe('the dialect', () => {
  test('an answer has the bytes that 3.1.0 was recorded to send', async () => {
    const { xend } = await start('3.1', { domains: [] })
    const { line, headers, body } = await ask(xend.url, libvirtRequest('/xend/domain'))
    expect(line).toBe('HTTP/1.1 200 OK')
    expect(Object.entries(headers)).toEqual([
      ['Content-length', '10'],
      ['Expires', '-1'],
      ['Content-type', 'application/sxp'],
      ['Pragma', 'no-cache'],
      ['Cache-control', 'no-cache'],
    ])
    expect(body).toBe('(Domain-0)')
  })

  test.each([
    ['/', '(ls )'],
    ['/xend', '(ls  node domain vnet)'],
    ['/xend/', '(ls  node domain vnet)'],
    ['/xend//domain/', '(Domain-0)'],
    ['/xend/vnet', '()'],
  ])('%s is %s, and since 4.1 something stray may follow', async (path, body) => {
    const { get } = await start('3.0.4', { domains: [] })
    expect(outline(await get(path))).toEqual([200, body])
    const later = await start('4.1', { domains: [] })
    const stray = body.startsWith('(ls') ? "''" : ''
    expect(outline(await later.get(path))).toEqual([200, body + stray])
  })

  test('who names itself and does not accept s-expressions gets a page', async () => {
    const { xend } = await start('3.1')
    const asked = (headers: string) =>
      ask(xend.url, `GET /xend/node HTTP/1.1\r\n${headers}\r\n\r\n`)
    const browser = await asked('User-Agent: node\r\nAccept: */*')
    expect([browser.headers['Content-type'], browser.body.slice(0, 6)]).toEqual([
      undefined,
      '<html>',
    ])
    for (const headers of [
      'User-Agent: node',
      'Accept: */*',
      'User-Agent: x\r\nAccept: a, application/sxp',
    ]) {
      expect((await asked(headers)).body.slice(0, 6)).toBe('(node ')
    }
    const page = await (await fetch(`${xend.url}xend/domain`)).text()
    expect(page).toContain('<html>')
  })

  test('a form of more than 10000 bytes is 413, and the connection is reset', async () => {
    const { xend } = await start('3.1')
    const client = await rawClient(xend.url)
    client.send(libvirtRequest('/xend/domain', `op=create&config=${'a'.repeat(10_000)}`))
    const { line, body } = await client.answer()
    expect([line, body]).toEqual(['HTTP/1.1 413 Request entity too large', ''])
    expect(await client.endsWithin(1_000)).toBe(true)
  })

  test.each([
    ['no op', libvirtRequest(web, 'reason=halt'), '406 Invalid request', ''],
    ['op twice', libvirtRequest(web, 'op=pause&op=pause'), '406 Invalid request', ''],
    [
      'an unknown op',
      libvirtRequest(web, 'op=fly'),
      '501 Operation not implemented: fly',
      'Operation not implemented: fly',
    ],
    [
      'another method',
      'PUT /xend HTTP/1.1\r\n\r\n',
      '501 Not implemented',
      'Request method not supported (PUT)',
    ],
    ['an unknown child', libvirtRequest('/xend/nosuch'), '404 Not found', 'Not found: nosuch'],
    ['a child of a domain', libvirtRequest(`${web}/disk`), '404 Not found', 'Not found: disk'],
    ['no such vnet', libvirtRequest('/xend/vnet/x'), '404 Not found', 'No such vnet x'],
    ['a proxy request', 'GET http://h/xend HTTP/1.1\r\n\r\n', '404 Not found', 'Not found: ttp:'],
    ['a bad line', 'GET\r\n\r\n', '400 Bad request', ''],
    [
      'no length',
      `POST ${web} HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\nop=pause`,
      '406 Invalid request',
      '',
    ],
    ['two words', 'GET /xend/vnet\r\n\r\n', '200 OK', '()'],
    ['a version there is not yet', 'GET /xend/vnet HTTP/3.0\r\n\r\n', '200 OK', '()'],
    ['a POST to a folder', libvirtRequest('/xend', 'op=x'), '200 OK', 'POST'],
    ['bare line ends', 'GET /xend/vnet HTTP/1.0\n\n', '200 OK', '()'],
  ])('%s', async (_, bytes, status, body) => {
    const { xend } = await start('3.0.4')
    const answer = await ask(xend.url, bytes)
    expect([answer.line, answer.body]).toEqual([`HTTP/1.1 ${status}`, body])
  })

  test('HEAD has no body and no length', async () => {
    const { xend } = await start('3.1')
    const { headers, body } = await ask(xend.url, 'HEAD /xend HTTP/1.1\r\n\r\n')
    expect([headers['Content-length'], body]).toEqual([undefined, ''])
  })

  test('the op may be in the query of a POST, and a plus is a blank', async () => {
    const { xend, post } = await start('3.1')
    expect((await post(`${web}?op=pause`, '')).status).toBe(200)
    expect(xend.domain('web')?.power).toBe('paused')
    expect((await post(web, 'op=rename&name=a+b')).body).toBe("(xend.err 'Invalid VM Name')")
  })

  test('a slash in a name is found percent-encoded', async () => {
    const { get } = await start('3.0.3', {
      domains: [{ config: linuxGuest('a/b', 1), state: 'running' }],
    })
    expect((await get('/xend/domain/a%2Fb')).body).toContain('(name a/b)')
  })

  test('over a unix socket it is the same, and links name port 8080', async () => {
    const socket = `/tmp/fake-xend-${process.pid}.sock`
    const { post } = await start('3.1', { listen: { socket } })
    const { line, headers } = await post(web, 'op=shutdown&reason=poweroff')
    expect([line, headers.Location]).toEqual([
      'HTTP/1.1 202 Accepted',
      'http://localhost:8080/xend/domain/web/..',
    ])
  })
})

describe('connections', () => {
  test('until 3.0.3 the next one waits while the first one is idle', async () => {
    const { xend } = await start('3.0.3')
    const [first, second] = [await rawClient(xend.url), await rawClient(xend.url)]
    const keep = 'GET /xend/vnet HTTP/1.1\r\nConnection: keep-alive\r\n\r\n'
    first.send(keep)
    expect((await first.answer()).headers.Connection).toBe('keep-alive')
    second.send(libvirtRequest('/xend/vnet'))
    await expect(second.answer(150)).rejects.toThrow('no answer')
    first.send(keep + keep)
    expect([(await first.answer()).body, (await first.answer()).body]).toEqual(['()', '()'])
    first.close()
    expect((await second.answer()).body).toBe('()')
    expect(xend.connections()).toEqual({ opened: 2, most: 2 })
    second.close()
  })

  test('later there is a thread for each', async () => {
    const { xend, get } = await start('3.0.4')
    const idle = await rawClient(xend.url)
    expect((await get('/xend/vnet')).status).toBe(200)
    idle.close()
  })

  test('3.1 leaves the socket open after a POST, and not after a GET', async () => {
    const { xend } = await start('3.1')
    const ends = async (bytes: string) => {
      const client = await rawClient(xend.url)
      client.send(bytes)
      await client.answer()
      const has = await client.endsWithin(150)
      client.close()
      return has
    }
    expect(await ends(libvirtRequest(web, 'op=pause'))).toBe(false)
    expect(await ends(libvirtRequest(web))).toBe(true)
  })
})

describe('what differs between versions', () => {
  const missing: Record<XendVersion, [number, string]> = {
    '3.0.2': [404, 'No such domain nosuch'],
    '3.0.3': [404, 'No such domain nosuch'],
    '3.0.4': [404, "No domain named 'nosuch'."],
    '3.1': [500, ''],
    '4.1': [404, "<Fault 3: 'nosuch'>"],
  }
  test.each(versions)('a domain that is not there, on %s', async (version) => {
    const { get, post } = await start(version)
    expect(outline(await get('/xend/domain/nosuch'))).toEqual(missing[version])
    expect(outline(await post('/xend/domain/nosuch', 'op=pause'))).toEqual(missing[version])
  })

  test.each(versions)('an op that fails, on %s', async (version) => {
    const { post } = await start(version)
    const { line, body } = await post(web, 'op=shutdown')
    const first = version === '3.0.2'
    expect(line).toBe(first ? 'HTTP/1.1 202 Accepted' : 'HTTP/1.1 500 Request failed: shutdown')
    expect(body).toBe(`(xend.err "'reason'")`)
    const second = await post(web, 'op=mem_target_set')
    expect(outline(second)).toEqual([first ? 200 : 500, "(xend.err 'Missing parameter: target')"])
    const third = await post(web, 'op=mem_target_set&target=abc')
    expect(third.body).toBe(`(xend.err "invalid literal for int() with base 10: 'abc'")`)
  })

  test.each(versions)('a failure in a thread keeps its status, on %s', async (version) => {
    const { post } = await start(version)
    expect(outline(await post(web, 'op=save&file=/nosuch/x'))).toEqual([
      202,
      `(xend.err "can't write guest state file /nosuch/x: No such file or directory")`,
    ])
    const restored = await post('/xend/domain', 'op=restore&file=/nosuch')
    expect(restored.status).toBe(200)
    expect(restored.body).toContain("can't read guest state file /nosuch")
  })

  test('an error that a thread did not foresee ends without an answer', async () => {
    const { xend } = await start('3.0.4')
    const client = await rawClient(xend.url)
    client.send(libvirtRequest(web, 'op=save'))
    await expect(client.answer(150)).rejects.toThrow('no answer')
    client.close()
  })

  test.each(versions)('a name that is taken, on %s', async (version) => {
    const { post } = await start(version, { domains: guest1 })
    const config = encodeURIComponent(linuxGuest('guest1', 77))
    const { status, body } = await post('/xend/domain', `op=create&config=${config}`)
    expect(status).toBe(version === '3.0.2' ? 200 : 500)
    const words: Record<XendVersion, string> = {
      '3.0.2': "VM name 'guest1' already in use by domain 1",
      '3.0.3': "VM name 'guest1' already in use by domain 1",
      '3.0.4': "VM name 'guest1' already exists as domain 1",
      '3.1': "VM name 'guest1' already exists as domain 1",
      '4.1': "Domain 'guest1' already exists with ID '1'",
    }
    expect(body).toBe(`(xend.err "Error creating domain: ${words[version]}")`)
  })

  test('lists name those that run, by state from 3.0.4 on', async () => {
    const old = await start('3.0.3')
    expect((await old.get('/xend/domain?state=all')).body).toBe('(Domain-0 build web windows)')
    const { get } = await start('3.0.4')
    expect((await get('/xend/domain')).body).toBe('(Domain-0 build web)')
    expect((await get('/xend/domain?state=halted')).body).toBe('(spare yesterday)')
    expect((await get('/xend/domain?state=Paused')).body).toBe('(windows)')
    expect((await get('/xend/domain?state=asleep')).body).toBe('()')
    expect((await get('/xend/domain?state=all')).body).toBe(
      '(Domain-0 build spare web windows yesterday)',
    )
    const detail = (await get('/xend/domain?detail=1')).body
    expect(detail.match(/\(domain /g)).toHaveLength(3)
    expect((await get('/xend/domain?detail=2')).body).toBe('(Domain-0 build web)')
  })

  test('UUIDs find from 3.0.4 on, dashed and in lower case', async () => {
    const uuid = '2a1c5e9f-0b8d-4c3e-9f1a-000000000001'
    const old = await start('3.0.3')
    expect((await old.get(`/xend/domain/${uuid}`)).status).toBe(404)
    const { get } = await start('3.0.4')
    expect((await get(`/xend/domain/${uuid}`)).body).toContain('(name web)')
    expect((await get(`/xend/domain/${uuid.toUpperCase()}`)).status).toBe(404)
    expect((await get(`/xend/domain/${uuid.replaceAll('-', '')}`)).status).toBe(404)
    expect((await get('/xend/domain/1')).body).toContain('(name web)')
  })

  test.each(['new', 'start', 'delete', 'dump'])('%s came with 3.0.4', async (op) => {
    const { post } = await start('3.0.3')
    const path = op === 'new' ? '/xend/domain' : web
    expect((await post(path, `op=${op}`)).status).toBe(501)
  })

  test('an empty value is nothing at all, and two quotes since 4.1', async () => {
    const old = await start('3.1')
    const body = (await old.get(web)).body
    expect(body).toContain('(bootloader )')
    expect(body).toContain("(vcpu_avail '3')")
    const later = await start('4.1')
    const text = (await later.get(web)).body
    expect(text).toContain("(bootloader '')")
    expect(text.endsWith(")''")).toBe(true)
    expect(outline(await later.post(web, ''))).toEqual([406, "''"])
  })

  test.each(versions)('the node of %s', async (version) => {
    const { get } = await start(version)
    const { body } = await get('/xend/node')
    const format = { '3.0.2': null, '3.0.3': 2, '3.0.4': 3, '3.1': 4, '4.1': 4 }[version]
    expect(/\(xend_config_format (\d)\)/.exec(body)?.[1] ?? null).toBe(format?.toString() ?? null)
    expect(body.includes('sockets_per_node')).toBe(version !== '4.1')
    expect(body.includes('xen_scheduler')).toBe(format === 4)
  })

  test('PV screens say (type vnc), and (vnc 1) since 3.4; HVM disks say what they are since 3.0.3', async () => {
    const config = linuxGuest('seen', 1).replace(/\)$/, '(device (vfb (type vnc)(vncunused 1))))')
    const domains = [{ config, state: 'running' as const }]
    const body = async (version: XendVersion) =>
      (await (await start(version, { domains })).get('/xend/domain/seen')).body
    expect(await body('3.0.4')).toContain('(type vnc) (vncunused 1) (backend 0)')
    expect(await body('3.1')).toContain('(type vnc) (vncunused 1) (location 127.0.0.1:5901)')
    expect(await body('4.1')).toContain('(vnc 1) (vncunused 1) (location 127.0.0.1:5901)')
    const windows = async (version: XendVersion) =>
      (await (await start(version)).get('/xend/domain/windows')).body
    expect(await windows('3.0.4')).not.toContain('(vfb ')
    expect(await windows('3.1')).toMatch(/\(vfb .*\(type vnc\) \(vncunused 1\) \(location /)
    expect(await windows('4.1')).toMatch(/\(vfb .*\(vnc 1\)/)
    expect(await body('3.1')).toMatch(/\(console .*\(protocol vt100\) \(location 2\)/)
    expect(await body('3.0.2')).toContain('(dev xvda)')
    expect(await body('3.0.3')).toContain('(dev xvda:disk)')
  })
})

describe('the life of a domain', () => {
  test('what is created is paused, nobody keeps it, and a shutdown is only asked for', async () => {
    const { xend, get, post } = await start('3.1', { domains: [] })
    const config = encodeURIComponent(linuxGuest('guest1', 5))
    const made = await post('/xend/domain', `op=create&config=${config}`)
    expect(made.line).toBe('HTTP/1.1 201 created')
    expect(made.headers.Location).toBe(
      `${xend.url.replace('127.0.0.1', 'localhost')}xend/domain/guest1`,
    )
    expect(made.body).toContain('(state ------)')
    expect(outline(await post('/xend/domain/guest1', 'op=wait_for_devices'))).toEqual([202, ''])
    expect((await get('/xend/domain/guest1')).body).toContain('(state --p---)')
    expect(outline(await post('/xend/domain/guest1', 'op=unpause'))).toEqual([200, ''])
    expect((await get('/xend/domain')).body).toBe('(Domain-0 guest1)')
    expect((await post('/xend/domain/guest1', 'op=shutdown&reason=poweroff')).status).toBe(202)
    expect(xend.names()).toEqual(['Domain-0', 'guest1'])
    xend.finishShutdown('guest1')
    expect(xend.names()).toEqual(['Domain-0'])
  })

  test('what is defined starts, halts with stale numbers, and can be deleted', async () => {
    const { xend, get, post } = await start('3.0.4')
    const spare = '/xend/domain/spare'
    const before = (await get(spare)).body
    expect(before).not.toMatch(/domid|\(state |cpu_time/)
    expect(before).toContain('(status 0)')
    expect(before).toContain('(online_vcpus 1)')
    expect((await post(spare, 'op=start')).status).toBe(202)
    expect((await get(spare)).body).toContain('(status 2)')
    expect((await post(spare, 'op=delete')).body).toBe("(xend.err 'Domain is still running')")
    expect((await post(spare, 'op=destroy')).status).toBe(202)
    const after = (await get(spare)).body
    expect(after).not.toMatch(/domid|\(state /)
    expect(after).toMatch(/cpu_time .*store_mfn .*devid 51712/s)
    expect((await post(spare, 'op=destroy')).body).toBe(
      `(xend.err "int() argument must be a string or a number, not 'NoneType'")`,
    )
    expect((await post(spare, 'op=delete')).status).toBe(202)
    expect(xend.domain('spare')).toBeNull()
  })

  test('remains that are kept have an id and are on the list of halted ones', async () => {
    const { get } = await start('3.1', {
      domains: [{ config: linuxGuest('kept', 1), state: 'shut down' }],
    })
    expect((await get('/xend/domain?state=halted')).body).toBe('(kept)')
    expect((await get('/xend/domain/kept')).body).toMatch(
      /\(domid 1\).*\(status 0\).*\(state ---s--\)/s,
    )
  })

  test('a crash is followed by what was wanted for it', async () => {
    const { xend } = await start('3.1')
    xend.crash('web')
    expect(xend.domain('web')).toMatchObject({ id: 5, power: 'running' })
    xend.end('windows', 'crash')
    expect(xend.domain('windows')).toMatchObject({ id: null, power: 'halted' })
  })

  test('guests obey by themselves where that is wanted', async () => {
    const { xend, post } = await start('3.0.3', { obeyAfter: 20 })
    await post(web, 'op=shutdown&reason=halt')
    expect(xend.domain('web')).not.toBeNull()
    await expect.poll(() => xend.domain('web')).toBeNull()
  })

  test('one that cannot go is a zombie until 3.0.3', async () => {
    const { xend, get, post } = await start('3.0.3')
    xend.hold('web')
    await post(web, 'op=destroy')
    expect((await get('/xend/domain')).body).toContain('Zombie-web')
    expect((await get('/xend/domain/Zombie-web')).body).toMatch(/\(state .{5}d\)/)
  })

  test('Domain-0 is spared, but not by 3.0.2', async () => {
    const first = await start('3.0.2')
    expect((await first.post('/xend/domain/0', 'op=pause')).body).toBe('')
    const { post } = await start('3.1')
    expect((await post('/xend/domain/0', 'op=pause')).body).toBe(
      "(xend.err 'Cannot pause privileged domain 0')",
    )
    expect((await post('/xend/domain/0', 'op=shutdown&reason=halt')).body).toBe(
      "(xend.err 'Domain 0 cannot be shutdown')",
    )
  })

  test('what is saved is gone, and restored it runs', async () => {
    const { xend, post } = await start('3.0.3')
    expect(outline(await post(web, 'op=save&file=/var/lib/xen/save/web'))).toEqual([202, ''])
    expect(xend.domain('web')).toBeNull()
    const back = await post('/xend/domain', 'op=restore&file=/var/lib/xen/save/web')
    expect([back.line, back.body]).toEqual(['HTTP/1.1 201 Created', ''])
    expect(xend.domain('web')).toMatchObject({ power: 'running', id: 4 })
  })
})

describe('devices and shares', () => {
  test('a device is created, found by the op that lists them, and destroyed', async () => {
    const { get, post } = await start('3.1', { domains: guest1 })
    const path = '/xend/domain/guest1'
    const config = encodeURIComponent("(vbd (uname 'phy:/dev/b') (dev 'xvdb') (mode 'w!'))")
    expect(outline(await post(path, `op=device_create&config=${config}`))).toEqual([
      200,
      '(vbd (dom 1 id 51728))',
    ])
    expect((await get(path)).body).toContain("(mode 'w!')")
    expect((await post(path, 'op=devices&type=vbd')).body).toMatch(
      /^\(\(51712 \(\(backend \/local\/domain\/0\/backend\/vbd\/1\/51712\) \(backend-id 0\) \(device-type disk\) \(state 1\) \(virtual-device 51712\)\)\) \(51728 /,
    )
    expect((await post(path, `op=device_create&config=${config}`)).body).toBe(
      "(xend.err 'Device xvdb (51728, vbd) is already connected.')",
    )
    expect(outline(await post(path, 'op=device_destroy&type=vbd&dev=51728'))).toEqual([200, ''])
    expect((await post(path, 'op=device_destroy&type=vbd&dev=51728')).body).toBe(
      "(xend.err 'Device 51728 not connected')",
    )
  })

  test('4.1 wants to be told about force', async () => {
    const { post } = await start('4.1')
    expect((await post(web, 'op=device_destroy&type=vbd&dev=51712')).body).toMatch(
      /Missing parameter: force/,
    )
    expect((await post(web, 'op=device_destroy&type=vbd&dev=xvda&force=0&rm_cfg=1')).status).toBe(
      200,
    )
  })

  test('only another CD is taken, and only from 3.1 on', async () => {
    const swap = (mode: string) =>
      `op=device_configure&dev=5632&config=${encodeURIComponent(`(vbd (uname 'file:/b.iso')(dev 'hdc:cdrom')(mode '${mode}'))`)}`
    const { get, post } = await start('3.1')
    const windows = '/xend/domain/windows'
    expect((await post(windows, swap('r'))).body).toBe('True')
    expect((await get(windows)).body).toContain('(uname file:/b.iso)')
    expect((await post(windows, swap('w'))).body).toContain(
      'Refusing to reconfigure device vbd:5632',
    )
    const old = await start('3.0.4')
    expect((await old.post(windows, swap('r'))).body).toContain("global name 'sxpr' is not defined")
  })

  test('vCPUs are pinned by what 3.4 and later understand', async () => {
    const old = await start('3.1')
    expect(outline(await old.post(web, 'op=pincpu&vcpu=0&cpumap=[1,3]'))).toEqual([200, '0'])
    expect((await old.get(web)).body).not.toContain('(cpus ')
    const { get, post } = await start('4.1')
    expect((await post(web, 'op=pincpu&vcpu=0&cpumap=[1,3]')).status).toBe(500)
    expect((await post(web, 'op=pincpu&vcpu=0&cpumap=1,3')).status).toBe(200)
    expect((await get(web)).body).toContain('(cpus ((1 3) ()))')
  })

  test('shares, memory and processors', async () => {
    const { get, post } = await start('3.1')
    expect((await post(web, 'op=domain_sched_credit_get')).body).toBe(`"{'cap': 0, 'weight': 256}"`)
    expect((await post(web, 'op=domain_sched_credit_set&weight=512&cap=0')).body).toBe('0')
    expect((await post(web, 'op=mem_target_set&target=4096')).body).toContain('memory_dynamic_max')
    expect(outline(await post(web, 'op=mem_target_set&target=128'))).toEqual([200, ''])
    expect(outline(await post(web, 'op=maxmem_set&memory=300'))).toEqual([200, '0'])
    expect(outline(await post(web, 'op=set_vcpus&vcpus=1'))).toEqual([200, ''])
    const { body } = await get(web)
    expect((await post(web, 'op=domain_sched_credit_get')).body).toContain("'weight': 512")
    for (const part of [
      '(cpu_weight 256)',
      '(memory 128)',
      '(maxmem 300)',
      '(vcpus 2)',
      '(vcpu_avail 1)',
    ]) {
      expect(body).toContain(part)
    }
    expect((await post(web, 'op=set_vcpus&vcpus=0')).body).toBe("(xend.err 'Invalid VCPUs')")
    expect((await get(`${web}?op=vcpuinfo`)).body).toMatch(
      /^\(domain \(domid 1\) \(name web\) \(vcpu_count 2\) \(vcpu \(number 0\) \(online 1\) \(blocked 1\) \(running 0\) \(cpu_time [\d.e-]+\) \(cpu 0\) \(cpumap \(0 1 2 3\)\)\)/,
    )
    expect((await post(web, 'op=cpu_sedf_get')).body).toContain(
      "(sedf (domid 1) (period '20000000')",
    )
    expect((await post('/xend/node', 'op=shutdown')).body).toBe('0')
  })

  test('shuffled keys are the same keys, and devices stay in their order', async () => {
    const now = () => 1_160_000_000
    const plain = await start('3.1', { now })
    const mixed = await start('3.1', { now, shuffle: 7 })
    const bodies = [
      (await plain.get(web)).body,
      (await mixed.get(web)).body,
      (await mixed.get(web)).body,
    ]
    const letters = bodies.map((body) =>
      [...body.replaceAll(/\(uuid [^)]*\)/g, '')].sort().join(''),
    )
    expect(new Set(bodies).size).toBe(3)
    expect(new Set(letters).size).toBe(1)
  })

  test('two hundred domains are listed at once', async () => {
    const { get } = await start('3.0.4', { domains: manyGuests(200) })
    expect((await get('/xend/domain?detail=1')).body.match(/\(domain /g)).toHaveLength(201)
  })
})
