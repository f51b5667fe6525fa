import { deviceSexpr } from './device-sexpr.ts'
import type { XenDomain } from './domain.ts'
import { imageSexpr } from './image-sexpr.ts'
import type { Personality, XendVersion } from './personality.ts'
import { stateLetters, statusOf } from './power.ts'
import { Float, floatText, type Value } from './python-value.ts'

export interface Asked {
  personality: Personality
  now: number
  cpuTime: number
}

/** `(domain …)` as the personality gives it. */
export const domainSexpr = (domain: XenDomain, asked: Asked): Value[] =>
  asked.personality.managed ? keptSexpr(domain, asked) : oldSexpr(domain, asked)

/** 3.0.2 and 3.0.3: a fixed order, and nothing but what is active. */
function oldSexpr(domain: XenDomain, { personality, now, cpuTime }: Asked): Value[] {
  const later = personality.version === '3.0.3'
  const { bootloader, startedAt, image } = domain
  return [
    'domain',
    ['domid', domain.id],
    ['uuid', domain.uuid],
    ...(later ? [] : [['ssidref', 0]]),
    ['vcpus', domain.vcpus],
    ['vcpu_avail', Number(domain.vcpuAvail)],
    ['cpu_weight', new Float(1)],
    ['memory', domain.memory],
    ...(later ? [['shadow_memory', 0]] : []),
    ['maxmem', domain.maxmem],
    ...(bootloader === '' ? [] : [['bootloader', bootloader]]),
    ...(later ? [['features', '']] : []),
    ['name', domain.name],
    ...restarts(domain),
    ...(image === null ? [] : [['image', image]]),
    ...domain.devices.map((device) => ['device', deviceSexpr(device, domain, personality)]),
    ['state', stateLetters(domain)],
    ['shutdown_reason', domain.power === 'crashed' ? 'crash' : 'poweroff'],
    ['cpu_time', new Float(cpuTime)],
    ['online_vcpus', domain.onlineVcpus],
    ...(startedAt === null
      ? []
      : [
          ['up_time', floatText(now - startedAt)],
          ['start_time', floatText(startedAt)],
        ]),
    ...machineFrames(domain),
  ]
}

/** 3.0.4 and later: domains that are kept, and some of their last numbers after they have halted. */
function keptSexpr(domain: XenDomain, { personality, cpuTime }: Asked): Value[] {
  const { version } = personality
  const { startedAt, id } = domain
  const hasRun = startedAt !== null
  const share: Value[] = [
    ['cpu_weight', domain.weight],
    ['cpu_cap', domain.cap],
  ]
  const status: Value = ['status', statusOf(domain, personality)]
  return [
    'domain',
    ...(id === null ? [] : [['domid', id]]),
    ...(version === '3.0.4' ? [] : share),
    ['on_crash', domain.onCrash],
    ['uuid', domain.uuid],
    ...(version === '3.0.4' ? [] : [['bootloader_args', domain.bootloaderArgs]]),
    ['vcpus', domain.vcpus],
    ['name', domain.name],
    ['on_poweroff', domain.onPoweroff],
    ['on_reboot', domain.onReboot],
    ...cpusSexpr(domain, version),
    ['bootloader', domain.bootloader],
    ['maxmem', domain.maxmem],
    ['memory', domain.memory],
    ['shadow_memory', 0],
    ['vcpu_avail', version === '3.0.4' ? Number(domain.vcpuAvail) : domain.vcpuAvail],
    ...(version === '3.0.4' ? share : []),
    ['features', ''],
    ['on_xend_start', domain.onXendStart],
    ['on_xend_stop', domain.onXendStop],
    ...(hasRun
      ? [
          ['start_time', new Float(startedAt)],
          ['cpu_time', new Float(cpuTime)],
        ]
      : []),
    ...(hasRun || version === '3.0.4' ? [['online_vcpus', domain.onlineVcpus]] : []),
    ['image', imageSexpr(domain, personality)],
    status,
    ...(version === '3.0.4' ? dynamicMemory(domain) : []),
    ...(id === null ? [] : [['state', stateLetters(domain)]]),
    ...machineFrames(domain),
    ...domain.devices.map((device) => ['device', deviceSexpr(device, domain, personality)]),
  ]
}

const restarts = (domain: XenDomain): Value[] => [
  ['on_poweroff', domain.onPoweroff],
  ['on_reboot', domain.onReboot],
  ['on_crash', domain.onCrash],
]

function cpusSexpr({ cpus, vcpus }: XenDomain, version: XendVersion): Value[] {
  // one list for all vCPUs in 3.0.4, if there is any; nothing from 3.1 to 3.3; a list for each of them since
  if (version === '3.1') return []
  if (version === '4.1') return [['cpus', Array.from({ length: vcpus }, (_, at) => cpus[at] ?? [])]]
  const first = cpus[0] ?? []
  return first.length === 0 ? [] : [['cpus', first]]
}

const dynamicMemory = ({ memory, maxmem }: XenDomain): Value[] => [
  ['memory_dynamic_min', memory],
  ['memory_dynamic_max', maxmem],
]

const machineFrames = ({ storeMfn, consoleMfn }: XenDomain): Value[] => [
  ...(storeMfn === null ? [] : [['store_mfn', storeMfn]]),
  ...(consoleMfn === null ? [] : [['console_mfn', consoleMfn]]),
]
