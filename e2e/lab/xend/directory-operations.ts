import type { XenDomain } from './domain.ts'
import { type Call, isManaged, type Operation, parameters, sexprOf } from './operation.ts'
import { InvalidDomain, PythonError, type Value, XendError } from './python-value.ts'
import { wantsSxp } from './reply.ts'
import { type Parsed, ParseError, parseSxp } from './sxp-parse.ts'

function readConfiguration({ request, host }: Call): Parsed {
  try {
    const text = rawConfig(request.fields.get('config')?.[0])
    const [first] = parseSxp(text, host.personality.bangSeparates)
    if (first === undefined) throw new PythonError('list index out of range')
    return first
  } catch (error) {
    if (error instanceof ParseError) throw new XendError(`Invalid configuration ${error.message}`)
    if (error instanceof PythonError) throw new XendError(`Configuration error ${error.message}`)
    throw error
  }
}

function rawConfig(text: string | undefined): string {
  if (text === undefined) {
    throw new PythonError("'NoneType' object has no attribute '__getitem__'")
  }
  return text
}

/** Whatever goes wrong gets the same words before it, also where nothing is created but defined. */
function creating<T>(create: () => T): T {
  try {
    return create()
  } catch (error) {
    const isXends = error instanceof XendError || error instanceof PythonError
    if (!isXends && !(error instanceof InvalidDomain)) throw error
    throw new XendError(`Error creating domain: ${error.message}`)
  }
}

function create(call: Call): Value {
  const config = readConfiguration(call)
  const domain = creating(() => call.host.create(config))
  Object.assign(call.reply, { status: 201, reason: 'created' })
  return created(call, domain)
}

function created(call: Call, domain: XenDomain): Value {
  const url = `${call.url}/${domain.name}`
  call.reply.headers.set('location', url)
  if (wantsSxp(call.request)) return sexprOf(call, domain)
  return `<p> Created <a href="${url}">Domain ${domain.name}</a></p>\n`
}

/** POST to /xend/domain, by the field `op`. */
export const directoryOperations: Readonly<Record<string, Operation<Call>>> = {
  create: { run: create },
  new: {
    isThere: isManaged,
    run: (call) => {
      const config = readConfiguration(call)
      creating(() => call.host.define(config))
      return undefined
    },
  },
  restore: {
    inThread: true,
    run: (call) => {
      const { file } = parameters(call, { file: 'str' })
      const domain = call.host.restore(file)
      call.reply.status = 201
      created(call, domain)
      return undefined
    },
  },
}

/** POST to /xend/node: xend answers 0, and does nothing at all. */
export const nodeOperations: Readonly<Record<string, Operation<Call>>> = {
  shutdown: { run: () => 0 },
  reboot: { run: () => 0 },
}
