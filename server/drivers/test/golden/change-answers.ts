import { readFileSync } from 'node:fs'
import { Failure } from '../../../../lib/failure.ts'
import type { Affects, DomainChange, DomainChanges } from '../../../../lib/libvirt/changes.ts'
import { readCpuSet } from '../../../../lib/libvirt/cpu-set.ts'
import type { DomainChangeOps } from '../../driver.ts'
import { type Answer, row, table } from './rows.ts'
import { goldenPath } from './transcript.ts'

const xmlOf = (file = '') => readFileSync(goldenPath(file), 'utf8')

/** What a change touches by virsh's flags; without any it is what there is first. */
function affecting(args: string[], active: boolean): Affects {
  const [live, config] = [args.includes('--live'), args.includes('--config')]
  if (live && config) return 'both'
  return live || (active && !config) ? 'live' : 'config'
}

/** Changes a domain by what `read` makes of the words after its name. */
const change =
  <K extends DomainChange>(
    name: K,
    call: string,
    read: (words: string[], affects: Affects) => DomainChanges[K],
  ): Answer =>
  async (driver, [domain, ...words]) => {
    const { uuid, id } = await row(driver, domain)
    const changes: DomainChangeOps = driver.changes
    const make = changes[name]
    if (make === null) {
      const lacks = 'this function is not supported by the connection driver'
      throw new Failure('host.unsupported', `${lacks}: ${call}`)
    }
    await make(uuid, read(words, affecting(words, id !== null)))
    return ''
  }

export const changeAnswers: Record<string, Answer> = {
  define: async (driver, [file]) => {
    await driver.changes.define?.({ xml: xmlOf(file) })
    return ''
  },
  create: async (driver, [file, flag]) => {
    await driver.changes.create?.({ xml: xmlOf(file), paused: flag === '--paused' })
    return ''
  },
  restore: async (driver, [path = '']) => {
    await driver.changes.restore?.({ path })
    return ''
  },
  undefine: change('undefine', 'virDomainUndefineFlags', () => ({})),
  domrename: change('rename', 'virDomainRename', ([name = '']) => ({ name })),
  autostart: change('setAutostart', 'virDomainSetAutostart', ([flag]) => ({
    on: flag !== '--disable',
  })),
  save: change('save', 'virDomainSave', ([path = '']) => ({ path })),
  dump: change('dump', 'virDomainCoreDump', ([path = '', ...flags]) => ({
    path,
    live: flags.includes('--live'),
    crash: flags.includes('--crash'),
  })),
  setmem: change('setMemory', 'virDomainSetMemoryFlags', ([memory], affects) => ({
    memory: Number(memory),
    affects,
  })),
  setmaxmem: change('setMaxMemory', 'virDomainSetMemoryFlags', ([memory]) => ({
    memory: Number(memory),
  })),
  setvcpus: change('setVcpus', 'virDomainSetVcpusFlags', ([vcpus], affects) => ({
    vcpus: Number(vcpus),
    affects,
  })),
  vcpupin: change('pinVcpu', 'virDomainPinVcpu', ([vcpu, cpus = ''], affects) => ({
    vcpu: Number(vcpu),
    cpus: readCpuSet(cpus) ?? [],
    affects,
  })),
  'attach-device': change('attachDevice', 'virDomainAttachDevice', ([file], affects) => ({
    xml: xmlOf(file),
    affects,
  })),
  'detach-device': change('detachDevice', 'virDomainDetachDevice', ([file], affects) => ({
    xml: xmlOf(file),
    affects,
  })),
  vcpuinfo: async (driver, [domain]) => {
    const vcpus = (await driver.domains.vcpus?.((await row(driver, domain)).uuid)) ?? []
    return table(
      vcpus.flatMap(({ vcpu, cpu, state, cpus }) => [
        ['VCPU:', vcpu],
        ['CPU:', cpu ?? 'N/A'],
        ['State:', cpu === null ? 'N/A' : state],
        ['CPU Affinity:', affinity(cpus)],
      ]),
    )
  },
  schedinfo: async (driver, [domain, flag, parameter = '']) => {
    const { uuid, id } = await row(driver, domain)
    const [name = '', value] = parameter.split('=')
    if (flag === '--set') {
      const parameters = [{ name, value: Number(value) }]
      await driver.changes.setSchedule?.(uuid, { parameters, affects: affecting([], id !== null) })
    }
    const { type, parameters } = (await driver.domains.schedule?.(uuid)) ?? {
      type: 'none',
      parameters: [],
    }
    return table([
      ['Scheduler', `: ${type}`],
      ...parameters.map((one) => [one.name, `: ${one.value}`]),
    ])
  },
}

/** virsh shows no more than the eight CPUs that libvirt's test driver has in its map of them. */
const affinity = (cpus: readonly number[]): string =>
  Array.from({ length: 8 }, (_, cpu) => (cpus.includes(cpu) ? 'y' : '-')).join('')
