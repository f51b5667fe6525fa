import { deviceOperations } from './device-operations.ts'
import { isUp, type ShutdownReason, shutdownReasons } from './domain.ts'
import { argument, rawField } from './form.ts'
import { activeId, type DomainCall, isManaged, type Operation, parameters } from './operation.ts'
import { PythonError, toInt, XendError } from './python-value.ts'
import { resourceOperations } from './resource-operations.ts'

/** Where files can be written on this host. */
const folders = /^\/(var\/lib\/xen\/(save\/)?|tmp\/|root\/)[^/]+$/

function refuseDomain0({ domain, host }: DomainCall, verb: string): void {
  if (domain.id === 0 && host.personality.version !== '3.0.2') {
    throw new XendError(`Cannot ${verb} privileged domain 0`)
  }
}

function mustBeStarted({ domain, host }: DomainCall, isFine: boolean): void {
  if (host.personality.version === '4.1' && !isFine) {
    throw new XendError(`Domain '${domain.id}' is not started`)
  }
}

function shutdown({ domain, host, request }: DomainCall): undefined {
  const reason = rawField(request.fields, 'reason')
  const isValid = shutdownReasons.includes(reason)
  const { version, managed } = host.personality
  if (managed && domain.power === 'halted') throw new XendError('Domain cannot be shutdown')
  if (managed && domain.id === 0) throw new XendError('Domain 0 cannot be shutdown')
  if (!isValid) throw new XendError(`Invalid reason: ${reason}`)
  if (version === '3.0.3' && domain.id === 0) throw new XendError("Can't specify Domain-0")
  domain.asked = reason as ShutdownReason
}

function dump(call: DomainCall): undefined {
  argument(() => activeId(call.domain))
  const reset = call.host.personality.version === '4.1' ? { reset: 'int' as const } : {}
  const wanted = { file: 'str', live: 'int', crash: 'int', ...reset } as const
  const { file, crash } = parameters(call, wanted)
  refuseDomain0(call, 'dump core for')
  if (!folders.test(file)) {
    throw new XendError(`Failed to dump core: (2, 'No such file or directory')`)
  }
  // before 3.4 it is for whoever asks to stop the domain before, and to end it after
  if (crash === 1 && 'reset' in reset) call.host.destroy(call.domain)
}

function save(call: DomainCall): undefined {
  const file = rawField(call.request.fields, 'file')
  activeId(call.domain)
  if (call.domain.id === 0) throw new XendError('Cannot save privileged domain 0')
  if (call.host.personality.version === '4.1' && call.domain.power !== 'running') {
    throw new XendError('Domain is not running')
  }
  if (!folders.test(file)) {
    throw new XendError(`can't write guest state file ${file}: No such file or directory`)
  }
  call.host.save(call.domain, file)
}

function migrate(call: DomainCall): undefined {
  argument(() => activeId(call.domain))
  const isRecent = call.host.personality.version === '4.1'
  const common = { destination: 'str', live: 'int', port: 'int' } as const
  const { destination, change_home_server: moves = false } = isRecent
    ? parameters(call, { ...common, node: 'int', ssl: 'int', change_home_server: 'bool' })
    : { ...parameters(call, { ...common, resource: 'int' }), change_home_server: false }
  if (call.domain.id === 0) throw new XendError('Cannot migrate privileged domain 0')
  if (isRecent && call.domain.power !== 'running') throw new XendError('Domain is not running')
  if (moves && !call.domain.isManaged) throw new XendError('Domain is not a managed domain')
  if (!call.neighbours.includes(destination)) {
    const refused = isRecent ? '[Errno 111] Connection refused' : 'Connection refused'
    throw new XendError(`can't connect: ${refused}`)
  }
  if (moves) call.domain.isManaged = false
  call.host.destroy(call.domain)
}

/** POST to /xend/domain/NAME, by the field `op`. */
export const domainOperations: Readonly<Record<string, Operation<DomainCall>>> = {
  ...resourceOperations,
  ...deviceOperations,
  unpause: {
    run: (call) => {
      activeId(call.domain)
      refuseDomain0(call, 'unpause')
      mustBeStarted(call, isUp(call.domain))
      if (isUp(call.domain)) call.host.run(call.domain)
      return undefined
    },
  },
  pause: {
    run: (call) => {
      activeId(call.domain)
      refuseDomain0(call, 'pause')
      mustBeStarted(call, isUp(call.domain) || call.domain.power === 'crashed')
      if (isUp(call.domain)) call.host.pause(call.domain)
      return undefined
    },
  },
  shutdown: { accepts: true, run: shutdown },
  destroy: {
    accepts: true,
    run: ({ domain, host }) => {
      activeId(domain)
      if (domain.id === 0) throw new XendError('Cannot destroy privileged domain 0')
      host.destroy(domain)
      return undefined
    },
  },
  start: {
    accepts: true,
    isThere: isManaged,
    run: ({ domain, host }) => {
      if (domain.power !== 'halted' || domain.id !== null) {
        throw new XendError('Domain is already running')
      }
      host.start(domain)
      return undefined
    },
  },
  delete: {
    accepts: true,
    isThere: isManaged,
    run: ({ domain, host }) => {
      const { version } = host.personality
      if (domain.power !== 'halted') {
        throw new XendError(
          version === '3.0.4' ? 'Domain is still running' : 'Domain is not halted.',
        )
      }
      host.delete(domain)
      return undefined
    },
  },
  save: { accepts: true, inThread: true, run: save },
  dump: { accepts: true, inThread: true, isThere: isManaged, run: dump },
  migrate: { inThread: true, run: migrate },
  rename: {
    accepts: true,
    run: ({ domain, host, request }) => {
      host.rename(domain, rawField(request.fields, 'name'))
      return undefined
    },
  },
  sysrq: {
    accepts: true,
    run: ({ domain, request }) => {
      toInt(rawField(request.fields, 'key'))
      activeId(domain)
      return undefined
    },
  },
  wait_for_devices: {
    accepts: true,
    run: ({ domain }) => {
      domain.isNew = false
      return undefined
    },
  },
  configure: {
    run: (call) => {
      parameters(call, { config: 'sxpr' })
      throw new XendError('Unsupported')
    },
  },
  vif_limit_set: {
    run: () => {
      throw new PythonError("'XendDomain' object has no attribute 'domain_vif_limit_set'")
    },
  },
}
