import type { DomainConfig, XenDevice } from './domain.ts'
import type { Personality } from './personality.ts'
import { PythonError, toInt, XendError } from './python-value.ts'
import { type Parsed, settingOf } from './sxp-parse.ts'

/** Where UUIDs come from that the configuration does not give. */
export type NewUuid = () => string

/**
 * What xend makes of `(vm (name …) …)`, or of its own `(domain …)`.
 * Throws XendError with the sentence of that version.
 */
export function readConfig(
  given: Parsed,
  personality: Personality,
  newUuid: NewUuid,
): DomainConfig {
  const config = asList(given)
  const text = (key: string, otherwise: string): string => {
    const value = settingOf(config, key)
    return typeof value === 'string' ? value : otherwise
  }
  const number = (key: string, otherwise: number): number => {
    const value = settingOf(config, key)
    return typeof value === 'string' ? readNumber(key, value) : otherwise
  }
  const name = text('name', '')
  checkName(name, personality)
  const vcpus = number('vcpus', 1)
  const memory = number('memory', 0)
  if (memory <= 0) throw new XendError('Invalid memory size')
  const image = settingOf(config, 'image')
  if (image === undefined && settingOf(config, 'bootloader') === undefined) {
    throw new XendError('Missing image in configuration')
  }
  return {
    name,
    uuid: dashed(text('uuid', newUuid())),
    memory,
    maxmem: Math.max(memory, number('maxmem', memory)),
    vcpus,
    vcpuAvail: availability(text('vcpu_avail', ''), vcpus, personality),
    bootloader: text('bootloader', ''),
    bootloaderArgs: text('bootloader_args', ''),
    onPoweroff: text('on_poweroff', 'destroy'),
    onReboot: text('on_reboot', 'restart'),
    onCrash: text('on_crash', 'restart'),
    onXendStart: text('on_xend_start', 'ignore'),
    onXendStop: text('on_xend_stop', 'ignore'),
    // 3.0.4 reads them, and forgets them at once
    weight: personality.configFormat === 4 ? number('cpu_weight', 256) : 256,
    cap: personality.configFormat === 4 ? number('cpu_cap', 0) : 0,
    cpus: readCpus(settingOf(config, 'cpus') ?? '', vcpus, personality),
    image: image === undefined ? null : asList(image),
    devices: readDevices(config, newUuid),
  }
}

/** Throws XendError for a name that this xend would not take. */
export function checkName(name: string, personality: Personality): void {
  const missing = personality.managed ? 'Missing VM Name' : 'missing vm name'
  if (name === '') throw new XendError(missing)
  if (!personality.nameIsValid.test(name)) throw new XendError(personality.invalidName)
}

/** `(vbd …)`; the UUID that it was given, or a new one. */
export function readDevice(given: Parsed, newUuid: NewUuid): XenDevice {
  const [kind, ...body] = asList(given)
  if (typeof kind !== 'string') throw new XendError(`unknown device type: ${String(kind)}`)
  const uuid = settingOf(body, 'uuid')
  const own = body.filter((one) => !Array.isArray(one) || one[0] !== 'uuid')
  return { kind, id: null, body: own, uuid: typeof uuid === 'string' ? dashed(uuid) : newUuid() }
}

function readDevices(config: readonly Parsed[], newUuid: NewUuid): XenDevice[] {
  return config
    .filter((one): one is Parsed[] => Array.isArray(one) && one[0] === 'device')
    .map((one) => readDevice(one[1] ?? [], newUuid))
}

/** 3.0.4 makes sure that all are on; a mask of more than there are is kept as it is. */
function availability(text: string, vcpus: number, { version }: Personality): bigint {
  const all = (1n << BigInt(Math.max(vcpus, 0))) - 1n
  return version === '3.0.4' || !/^\d+$/.test(text) ? all : BigInt(text)
}

/** `0-3,^1` or `2`: the same CPUs for each of the vCPUs. A list for each of them is understood from 3.3 on. */
function readCpus(given: Parsed, vcpus: number, { version }: Personality): number[][] {
  if (typeof given === 'string') return sameCpus(given, vcpus)
  if (version === '4.1') {
    const lists = given.map((one) => asList(one).map((cpu) => readNumber('cpus', String(cpu))))
    return Array.from({ length: Math.min(vcpus, 64) }, (_, at) => lists[at] ?? [])
  }
  // which 3.1 finds out when it starts the domain
  if (version === '3.1') throw new PythonError('an integer is required')
  throw new PythonError("'list' object has no attribute 'split'")
}

function sameCpus(text: string, vcpus: number): number[][] {
  const chosen = new Set<number>()
  for (const part of text.split(',').map((one) => one.trim())) {
    const [, not = '', first = '', last = first] = /^(\^?)(\d+)(?:-(\d+))?$/.exec(part) ?? []
    if (first === '') continue
    for (let cpu = Number(first); cpu <= Math.min(Number(last), 255); cpu += 1) {
      if (not === '') chosen.add(cpu)
      else chosen.delete(cpu)
    }
  }
  return Array.from({ length: Math.min(Math.max(vcpus, 0), 64) }, () => [...chosen])
}

function readNumber(key: string, value: string): number {
  try {
    return toInt(value)
  } catch (error) {
    if (!(error instanceof PythonError)) throw error
    throw new XendError(`Invalid configuration setting: ${key} = ${value}: ${error.message}`)
  }
}

function asList(value: Parsed): Parsed[] {
  if (typeof value === 'string') throw new PythonError('string indices must be integers, not str')
  return value
}

const dashed = (uuid: string): string => {
  const digits = uuid.replaceAll('-', '').toLowerCase()
  return /^[0-9a-f]{32}$/.test(digits)
    ? digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
    : uuid
}
