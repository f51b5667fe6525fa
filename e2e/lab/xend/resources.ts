import { directoryOperations, nodeOperations } from './directory-operations.ts'
import type { XenDomain } from './domain.ts'
import { domainOperations } from './domain-operations.ts'
import { unquote } from './form.ts'
import { nodeSexpr, type XenNode } from './node-sexpr.ts'
import { type Call, sexprOf } from './operation.ts'
import { perform } from './perform.ts'
import { inState } from './power.ts'
import type { Value } from './python-value.ts'
import { sxpType, wantsSxp } from './reply.ts'
import { show } from './sxp-show.ts'
import { page, writeValue } from './write-value.ts'

/** What the machine has besides its domains. */
export interface Machine {
  node: XenNode
  /** The ring of the hypervisor's messages, and xend's own log. */
  dmesg: string
  log(): string
}

/** Something at a path: what it is in an s-expression, whether it prints an empty text after that, and its ops. */
interface Resource {
  print(call: Call): Value | string
  /** Printed as it is, and not as an s-expression. */
  isPlain?: 'text' | 'list'
  returnsEmpty?: boolean
  post?(call: Call): void
  /** The op that is also done where a GET asks for it. */
  opOfGet?: string
  child?(element: string): Resource | Missing
}

class Missing {
  readonly status: 404 | 500
  readonly text: string
  constructor(status: 404 | 500, text: string) {
    this.status = status
    this.text = text
  }
}

const notFound = (element: string): Missing => new Missing(404, `Not found: ${element}`)

const folder = (
  children: Readonly<Record<string, Resource>>,
  listed: readonly string[],
): Resource => ({
  // two blanks: one after the word, and one before each name
  print: () => `(ls ${listed.map((name) => ` ${name}`).join('')})`,
  isPlain: 'list',
  returnsEmpty: true,
  post: ({ reply }) => {
    reply.headers.set('content-type', 'text/plain')
    reply.body = 'POST'
  },
  child: (element) =>
    (Object.hasOwn(children, element) ? children[element] : undefined) ?? notFound(element),
})

const plain = (print: (call: Call) => string): Resource => ({
  print,
  isPlain: 'text',
  returnsEmpty: false,
})

const domainAt = (domain: XenDomain): Resource => ({
  print: (call) => sexprOf(call, domain),
  returnsEmpty: true,
  post: (call) => perform({ ...call, domain }, domainOperations),
  opOfGet: 'vcpuinfo',
  child: notFound,
})

const byBytes = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

/** In GET and in the op `list`: names, or with `detail` everything of them. */
function listing(call: Call, isDetailed: boolean): Value {
  const { host, request } = call
  const state = request.fields.get('state')?.[0] ?? 'running'
  const { personality } = host
  const wanted = isDetailed ? 'running' : state
  const domains = personality.managed ? inState(host.all(), wanted, personality) : [...host.all()]
  if (isDetailed) return domains.map((domain) => sexprOf(call, domain))
  return domains.map(({ name }) => name).sort(byBytes)
}

const directory = (call: Call): Resource => ({
  print: () => {
    const detail = call.request.fields.get('detail')
    return listing(call, detail?.length === 1 && detail[0] === '1')
  },
  post: (posted) =>
    perform(posted, { ...directoryOperations, list: { run: () => listing(posted, true) } }),
  child: (element) => {
    const domain = call.host.find(element)
    if (domain !== null) return domainAt(domain)
    const { status, text } = call.host.personality.missing(element)
    return new Missing(status, text)
  },
})

function root(call: Call, machine: Machine): Resource {
  const { personality } = call.host
  const dmesg: Resource = {
    ...plain(() => machine.dmesg),
    post: (posted) => perform(posted, { clear: { run: () => undefined } }),
  }
  const node: Resource = {
    print: () => nodeSexpr(machine.node, personality),
    returnsEmpty: true,
    post: (posted) => perform(posted, nodeOperations),
    child: (element) => ({ dmesg, log: plain(() => machine.log()) })[element] ?? notFound(element),
  }
  const vnet: Resource = {
    print: () => [],
    post: (posted) => perform(posted, {}),
    child: (element) => new Missing(404, `No such vnet ${element}`),
  }
  const domain = directory(call)
  return folder({ xend: folder({ node, domain, vnet }, ['node', 'domain', 'vnet']) }, [])
}

/** Answers a request into the call's reply. */
export function answer(call: Call, machine: Machine): void {
  const { request, reply } = call
  const found = find(call, root(call, machine))
  if (found instanceof Missing) {
    Object.assign(reply, { status: found.status, body: found.text })
    if (found.status === 404) reply.headers.set('content-type', 'text/plain')
    return
  }
  if (!['GET', 'HEAD', 'POST'].includes(request.method)) {
    reply.status = 501
    reply.headers.set('accept', 'GET,HEAD,POST').set('content-type', 'text/plain')
    reply.body = `Request method not supported (${request.method})`
    return
  }
  const op = request.fields.get('op')?.[0]
  const isOp = request.method === 'POST' || (op !== undefined && op === found.opOfGet)
  if (isOp && found.post !== undefined) found.post(call)
  else print(call, found)
}

function print(call: Call, found: Resource): void {
  const { reply, host, request } = call
  const value = found.print(call)
  if (found.isPlain === 'text') {
    reply.headers.set('content-type', 'text/plain')
    reply.body = String(value)
    return
  }
  const text = found.isPlain === undefined ? show(value, host.personality.emptyAtom) : String(value)
  if (wantsSxp(request)) {
    reply.headers.set('content-type', sxpType)
    reply.body = text
  } else {
    reply.body = page(request, `<pre>${text}</pre><form method="post" action="${call.url}"></form>`)
  }
  if (found.returnsEmpty) writeValue(call, '')
}

function find(call: Call, start: Resource): Resource | Missing {
  let found = start
  for (const element of call.request.path.slice(1).split('/').map(unquote)) {
    // an empty element is the folder itself
    if (element === '') continue
    const next = found.child?.(element) ?? found
    if (next instanceof Missing) return next
    if (next === found) return found
    found = next
  }
  return found
}
