import { afterEach, expect, test } from 'vitest'
import { systemClock } from '../../../lib/clock.ts'
import { answer, type RawHost, rawHost, says } from './raw-host.ts'
import { atOnceOf, type XendCalls, xendCalls } from './xend-calls.ts'
import { XendHttp } from './xend-http.ts'

const hosts: RawHost[] = []
afterEach(() => {
  for (const host of hosts.splice(0)) host.close()
})

/** A xend that gives these answers, one after the other. */
async function xend(...answers: string[]) {
  const host = await rawHost(...answers.map(says))
  hosts.push(host)
  const calls = xendCalls(new XendHttp({ dial: host.dial, clock: systemClock }))
  return { host, calls }
}

/** The first line of a request and its form. */
const asked = ({ requests }: RawHost) =>
  requests.map((request) => {
    const [head = '', body = ''] = request.split('\r\n\r\n')
    return `${head.split(' HTTP/')[0]} ${body}`.trim()
  })

const failureOf = (call: Promise<unknown>) =>
  call.then(
    (value) => value,
    (cause: { code?: string; detail?: string }) => [cause.code, cause.detail],
  )

const done = answer('', { type: '' })

test.each<[string, (calls: XendCalls) => Promise<unknown>, string]>([
  ['pause', (calls) => calls.pause('g'), 'op=pause'],
  ['unpause', (calls) => calls.unpause('g'), 'op=unpause'],
  ['shutdown', (calls) => calls.shutdown('g', 'reboot'), 'op=shutdown&reason=reboot'],
  ['destroy', (calls) => calls.destroy('g'), 'op=destroy'],
  ['start', (calls) => calls.start('g'), 'op=start'],
  ['delete', (calls) => calls.delete('g'), 'op=delete'],
  ['rename', (calls) => calls.rename('g', 'h+'), 'op=rename&name=h%2B'],
  ['sysrq', (calls) => calls.sysrq('g', 's'), 'op=sysrq&key=115'],
  ['save', (calls) => calls.save('g', '/a b'), 'op=save&file=/a+b'],
  [
    'dump',
    (calls) => calls.dump('g', { file: '/d', live: true, crash: false }),
    'op=dump&file=/d&live=1&crash=0&reset=0',
  ],
  [
    'migrate',
    (calls) => calls.migrate('g', { destination: 'h', live: true, port: 0 }),
    'op=migrate&destination=h&live=1&port=0&resource=0&node=-1&ssl=0&change_home_server=0',
  ],
  ['mem_target_set', (calls) => calls.memTargetSet('g', 256), 'op=mem_target_set&target=256'],
  ['maxmem_set', (calls) => calls.maxmemSet('g', 512), 'op=maxmem_set&memory=512'],
  ['set_vcpus', (calls) => calls.setVcpus('g', 2), 'op=set_vcpus&vcpus=2'],
  [
    'pincpu',
    (calls) => calls.pincpu('g', { vcpu: 0, cpus: [1, 3] }),
    'op=pincpu&vcpu=0&cpumap=1,3',
  ],
  [
    'domain_sched_credit_set',
    (calls) => calls.schedCreditSet('g', { weight: 512, cap: 50 }),
    'op=domain_sched_credit_set&weight=512&cap=50',
  ],
  [
    'device_configure',
    (calls) => calls.deviceConfigure('g', { config: ['vbd', ['dev', 'hdc']], dev: '5632' }),
    'op=device_configure&config=(vbd+(dev+hdc))&dev=5632',
  ],
  [
    'device_destroy',
    (calls) => calls.deviceDestroy('g', { type: 'vif', dev: '0' }),
    'op=device_destroy&type=vif&dev=0&force=0&rm_cfg=1',
  ],
  ['wait_for_devices', (calls) => calls.waitForDevices('g'), 'op=wait_for_devices'],
])('%s is told with the fields of every version', async (_, call, form) => {
  const { host, calls } = await xend(done)
  await call(calls)
  expect(asked(host)).toEqual([`POST /xend/domain/g ${form}`])
})

test('definitions go to the list of domains', async () => {
  const { host, calls } = await xend(
    answer('(domain (name g))', { status: '201 created' }),
    done,
    done,
  )
  expect(await calls.create(['vm', ['name', 'g']])).toEqual(['domain', ['name', 'g']])
  await calls.new(['vm', ['mode', 'w!']])
  await calls.restore('/s')
  expect(asked(host)).toEqual([
    'POST /xend/domain op=create&config=(vm+(name+g))',
    "POST /xend/domain op=new&config=(vm+(mode+'w!'))",
    'POST /xend/domain op=restore&file=/s',
  ])
})

test('what is read is asked for where xend has it', async () => {
  const { host, calls } = await xend(
    answer('(node (xend_config_format 4))'),
    answer('(Domain-0 g)'),
    answer("((domain (name g)) (domain (name h)))''"),
    answer('(domain (name a/b+))'),
    answer('(domain (domid 1) (vcpu (number 0)))'),
    answer('(xend.err no error, only a log)', { type: 'text/plain' }),
    answer('(((51712 ((state 1)))))'),
    answer(`"{'cap': 0, 'weight': 256}"`),
    answer('(vbd (dom 1 id 51728))'),
  )
  expect(atOnceOf(await calls.node())).toBe(4)
  expect(await calls.names()).toEqual(['Domain-0', 'g'])
  expect(await calls.listDetail()).toHaveLength(2)
  expect(await calls.domain('a/b+')).toEqual(['domain', ['name', 'a/b+']])
  expect(await calls.vcpuinfo('g')).toEqual(['domain', ['domid', '1'], ['vcpu', ['number', '0']]])
  expect(await calls.log()).toContain('only a log')
  expect(await calls.devices('g', 'vbd')).toHaveLength(1)
  expect(await calls.schedCreditGet('g')).toEqual({ weight: 256, cap: 0 })
  expect(await calls.deviceCreate('g', ['vbd'])).toEqual(['vbd', ['dom', '1', 'id', '51728']])
  expect(asked(host)).toEqual([
    'GET /xend/node',
    'GET /xend/domain?state=all',
    'GET /xend/domain?detail=1',
    'GET /xend/domain/a%2Fb%2B',
    'GET /xend/domain/g?op=vcpuinfo',
    'GET /xend/node/log',
    'POST /xend/domain/g op=devices&type=vbd',
    'POST /xend/domain/g op=domain_sched_credit_get',
    'POST /xend/domain/g op=device_create&config=(vbd)',
  ])
})

test.each([
  ['3.0.2', '404 Not found', 'No such domain nosuch'],
  ['3.0.4', '404 Not found', "No domain named 'nosuch'."],
  ['3.1.0', '500 Internal server error', ''],
  ['3.4', '404 Not found', "<Fault 3: 'nosuch'>"],
])(
  'a domain that xend %s does not have is null, and none can be told anything',
  async (_, status, body) => {
    const { calls } = await xend(answer(body, { status, type: body && 'text/plain' }))
    expect(await calls.domain('nosuch')).toBeNull()
    expect(await failureOf(calls.pause('nosuch'))).toEqual(['domain.missing', null])
  },
)

test('a domain without a name is not the list of all', async () => {
  const { host, calls } = await xend(answer('(Domain-0)'))
  expect(await calls.domain('')).toBeNull()
  expect(host.requests).toEqual([])
})

test.each([
  ['a 200 of 3.0.2', '200 OK', `(xend.err 'Domain 1 is gone')`, 'Domain 1 is gone'],
  ['an accepted save', '202 Accepted', "(xend.err 'No space left')", 'No space left'],
  ['an accepted save in other words', '202 Accepted', 'save failed', 'save failed'],
  [
    'a 500 with a quote',
    '500 Request failed: x',
    `(xend.err "name 'g' exists")`,
    "name 'g' exists",
  ],
  ['a stray text before it', '200 OK', `''(xend.err 'no')`, 'no'],
  ['an error without words', '500 Request failed: x', '(xend.err )', ''],
  ['a missing op', '406 Invalid request', "''", 'HTTP status 406'],
])('%s is the host’s refusal', async (_, status, body, words) => {
  const { host, calls } = await xend(answer(body, { status }))
  expect(await failureOf(calls.save('g', '/f'))).toEqual(['host.refused', words])
  expect(host.requests).toHaveLength(1)
})

test('an op this xend does not know is unsupported, and a body it finds too large is so', async () => {
  const { calls } = await xend(
    answer('Operation not implemented: new', { status: '501 Operation', type: 'text/plain' }),
    answer('', { status: '413 Request entity too large', type: '' }),
  )
  expect(await failureOf(calls.new(['vm']))).toEqual([
    'host.unsupported',
    'Operation not implemented: new',
  ])
  expect(await failureOf(calls.new(['vm']))).toMatchObject(['request.too-large', null])
})

test.each([
  ['a page', answer('<html>', { type: 'text/html; charset=utf-8' })],
  ['a page for what is missing', answer('<html>', { status: '404 x', type: 'TEXT/HTML' })],
  ['a redirect to itself', 'HTTP/1.1 302 x\r\nLocation: /xend/node\r\nContent-Length: 0\r\n\r\n'],
  ['a login', answer('', { status: '401 x' })],
  ['no such place', answer('Not found: xend', { status: '404 x', type: 'text/plain' })],
  ['another list', answer('(ls )')],
  ['a list of lists', answer('((node))')],
  ['a word', answer('node')],
  ['half a list', answer('(node (system')],
  ['nothing', answer('')],
  ['a status that is none', answer('(node)', { status: '999 x' })],
])('%s instead of a node is not xend, asked once', async (_, text) => {
  const { host, calls } = await xend(text)
  expect(await failureOf(calls.node())).toMatchObject(['host.not-xend', expect.any(String)])
  expect(host.requests).toHaveLength(1)
})

test('a 500 without a word is no missing domain where none was named', async () => {
  const { calls } = await xend(answer('', { status: '500 Internal server error', type: '' }))
  expect(await failureOf(calls.node())).toEqual(['host.refused', 'HTTP status 500'])
  expect(await failureOf(calls.names())).toEqual(['host.refused', 'HTTP status 500'])
})

test('xend up to 3.0.3 is asked one thing at a time', () => {
  expect(atOnceOf(['node'])).toBe(1)
  expect(atOnceOf(['node', ['xend_config_format', '2']])).toBe(1)
  expect(atOnceOf(['node', ['xend_config_format', '3']])).toBe(4)
})
