import { isUp } from './domain.ts'
import { argument } from './form.ts'
import { activeId, type DomainCall, notFirst, type Operation, parameters } from './operation.ts'
import { Float, PythonError, toInt, type Value, XendError } from './python-value.ts'

/** Memory in MiB: in later versions what there is must not be more than there may be. */
function checkMemory(wanted: { memory: number; maxmem: number }): void {
  if (wanted.memory > wanted.maxmem) {
    throw new XendError('memory_dynamic_max must be less than or equal to memory_static_max')
  }
  if (wanted.memory <= 0) throw new XendError('memory_dynamic_max must be greater than zero')
}

function mustBePositive(memory: number): void {
  if (memory <= 0) throw new XendError('Invalid memory size')
}

function setVcpus(call: DomainCall): undefined {
  const { domain, host } = call
  const { vcpus } = parameters(call, { vcpus: 'int' })
  const { version, configFormat } = host.personality
  if (vcpus <= 0 && configFormat === 4) {
    throw new XendError(version === '3.1' ? 'Invalid VCPUs' : 'Zero or less VCPUs is invalid')
  }
  if (vcpus < 0) throw new PythonError('negative shift count')
  if (version === '4.1' && domain.id !== null && vcpus > domain.vcpus) {
    throw new XendError('Cannot set vcpus greater than max vcpus on running domain')
  }
  domain.vcpuAvail = Number((1n << BigInt(Math.min(vcpus, 64))) - 1n)
  // the most there may be: 3.0.4 has no other number, and from 3.2 on that of a halted one is meant
  if (version === '3.0.4' || (version === '4.1' && domain.id === null)) domain.vcpus = vcpus
  if (domain.id !== null) domain.onlineVcpus = Math.min(vcpus, domain.builtVcpus)
}

/** Until 3.3 the layer below does not understand the text, and pins to every CPU. */
function pin(call: DomainCall): Value {
  const isRecent = call.host.personality.version === '4.1'
  if (!isRecent) argument(() => activeId(call.domain))
  const { vcpu, cpumap } = parameters(call, { vcpu: 'str', cpumap: 'str' })
  if (!isRecent) {
    toInt(vcpu)
    return 0
  }
  const chosen = vcpu.toLowerCase() === 'all' ? call.domain.cpus.keys() : [toInt(vcpu)]
  const cpus = cpumap.split(',').map((one) => toInt(one))
  for (const at of chosen) {
    if (at < 0 || at >= call.domain.vcpus) {
      throw new XendError(
        `Cannot pin vcpu: ${at} to cpu: [${cpus.join(', ')}] - (22, 'Invalid argument')`,
      )
    }
    call.domain.cpus[at] = cpus
  }
  return 0
}

function setCredit(call: DomainCall): Value {
  const { domain, host } = call
  const isRecent = host.personality.version === '4.1'
  if (!isRecent) argument(() => activeId(domain))
  // before 3.2 a cap is not read, and what is set is no part of the definition
  const { weight, cap = domain.share.cap } = isRecent
    ? parameters(call, { weight: 'int', cap: 'int' })
    : { ...parameters(call, { weight: 'int' }), cap: undefined }
  if (weight < 1 || weight > 65535) {
    throw new XendError(
      isRecent
        ? 'Cpu weight out of range, valid values are within range from 1 to 65535'
        : 'weight is out of range',
    )
  }
  const most = domain.vcpus * 100
  if (cap < 0 || cap > most) {
    throw new XendError(
      `Cpu cap out of range, valid range is from 0 to ${most} for specified number of vcpus`,
    )
  }
  domain.share = { weight, cap }
  if (isRecent) Object.assign(domain, { weight, cap })
  return 0
}

function vcpuSexpr({ domain, host }: DomainCall): Value {
  const isActive = domain.id !== null
  if (!isActive && host.personality.version !== '4.1') activeId(domain)
  const share = new Float(isActive ? host.cpuTime(domain) / Math.max(domain.vcpus, 1) : 0)
  const cpus = Array.from({ length: 4 }, (_, cpu) => cpu)
  const flag = (isSet: boolean) => (isActive && isSet ? 1 : 0)
  const count = isActive ? domain.builtVcpus : domain.vcpus
  return [
    'domain',
    ['domid', domain.id],
    ['name', domain.name],
    ['vcpu_count', domain.vcpus],
    ...Array.from({ length: count }, (_, number) => [
      'vcpu',
      ['number', number],
      ['online', flag(number < domain.onlineVcpus)],
      ['blocked', flag(domain.isBlocked || domain.power === 'paused')],
      ['running', flag(domain.power === 'running' && !domain.isBlocked)],
      ['cpu_time', share],
      ['cpu', isActive ? number % 4 : -1],
      ['cpumap', (domain.cpus[number] ?? []).length > 0 ? (domain.cpus[number] ?? []) : cpus],
    ]),
  ]
}

/** What a domain may use: memory, processors and its share of them. */
export const resourceOperations: Readonly<Record<string, Operation<DomainCall>>> = {
  mem_target_set: {
    run: (call) => {
      const { target } = parameters(call, { target: 'int' })
      if (call.host.personality.configFormat < 4) mustBePositive(target)
      else checkMemory({ memory: target, maxmem: call.domain.maxmem })
      call.domain.memory = target
      return undefined
    },
  },
  maxmem_set: {
    run: (call) => {
      const { memory } = parameters(call, { memory: 'int' })
      if (call.host.personality.version !== '4.1') mustBePositive(memory)
      else checkMemory({ memory: call.domain.memory, maxmem: memory })
      call.domain.maxmem = memory
      return call.domain.id === null ? undefined : 0
    },
  },
  set_vcpus: { run: setVcpus },
  pincpu: { run: pin },
  vcpuinfo: { run: vcpuSexpr },
  domain_sched_credit_get: {
    isThere: notFirst,
    run: ({ domain, host }) => {
      if (host.personality.version !== '4.1') argument(() => activeId(domain))
      const { cap, weight } = domain.id === null ? domain : domain.share
      return `{'cap': ${cap}, 'weight': ${weight}}`
    },
  },
  domain_sched_credit_set: { isThere: notFirst, run: setCredit },
  cpu_sedf_get: {
    run: ({ domain }) => {
      argument(() => activeId(domain))
      if (!isUp(domain)) throw new XendError("(3, 'No such process')")
      return [
        'sedf',
        ['domid', domain.id],
        ['period', 20_000_000n],
        ['slice', 15_000_000n],
        ['latency', 0n],
        ['extratime', 0],
        ['weight', 0],
      ]
    },
  },
  cpu_sedf_set: {
    run: (call) => {
      const wanted = {
        period: 'int',
        slice: 'int',
        latency: 'int',
        extratime: 'int',
        weight: 'int',
      }
      parameters(call, wanted as Record<string, 'int'>)
      return 0
    },
  },
}
