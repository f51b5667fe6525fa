import { Failure } from '../../../../lib/failure.ts'
import type { Domain } from '../../../../lib/libvirt/domain.ts'
import type { DomainAction } from '../../../../lib/libvirt/domain-state.ts'
import { virshStates } from '../../../../lib/libvirt/words.ts'
import type { Driver } from '../../driver.ts'
import { changeAnswers } from './change-answers.ts'
import { type Answer, listing, row, table } from './rows.ts'

/** What the driver has to say to a command of virsh, in the form of a transcript. */
export async function answer(driver: Driver, command: string): Promise<string[]> {
  const [name = '', ...args] = command.split(' ')
  try {
    const text = await answers[name]?.(driver, args)
    return (text ?? '').split('\n').filter((line) => line !== '')
  } catch (cause) {
    if (cause instanceof Failure) return [`error: ${cause.detail}`]
    throw cause
  }
}

const action =
  (name: DomainAction): Answer =>
  async (driver, [domain]) => {
    await driver.domains[name]?.((await row(driver, domain)).uuid)
    return ''
  }

const answers: Record<string, Answer> = {
  list: async (driver) => {
    const rows = (await listing(driver)).toSorted(
      (a, b) => (a.id ?? Infinity) - (b.id ?? Infinity) || a.name.localeCompare(b.name),
    )
    return table(rows.map((one) => [one.id ?? '-', one.name, virshStates[one.state]]))
  },
  dumpxml: async (driver, [domain, flag]) =>
    driver.domains.xml((await row(driver, domain)).uuid, flag === '--inactive'),
  domid: async (driver, [domain]) => String((await row(driver, domain)).id ?? '-'),
  domstate: async (driver, [domain]) => {
    const { state, reason } = await row(driver, domain)
    return `${virshStates[state]} (${reason})`
  },
  dominfo: async (driver, [domain]) => info(await row(driver, domain)),
  domifaddr: async (driver, [domain]) => {
    const { details } = await row(driver, domain)
    const cards = details?.interfaces ?? []
    const given = details?.addresses ?? []
    const kind = (address: string | undefined) => (address?.includes(':') ? 'ipv6' : 'ipv4')
    return table(
      cards.map((card, n) => [card.target, card.mac, kind(given[n]), given[n] ?? 'none']),
    )
  },
  nodeinfo: async (driver) => {
    const node = await driver.node.report()
    return table([
      ['CPU model:', node.model],
      ['CPU(s):', node.cpus],
      ['CPU frequency:', `${node.mhz} MHz`],
      ['CPU socket(s):', node.sockets],
      ['Core(s) per socket:', node.cores],
      ['Thread(s) per core:', node.threads],
      ['NUMA cell(s):', node.nodes],
      ['Memory size:', `${node.memory} KiB`],
    ])
  },
  capabilities: (driver) => driver.node.capabilities(),
  'net-list': async (driver) =>
    table(
      sorted(await driver.networks?.list()).map((one) => [
        one.name,
        one.active ? 'active' : 'inactive',
        yesNo(one.autostart),
        yesNo(one.persistent),
      ]),
    ),
  'net-dumpxml': async (driver, [name = '']) => (await driver.networks?.xml(name)) ?? '',
  'pool-list': async (driver) =>
    table(
      sorted(await driver.pools?.list()).map((one) => [
        one.name,
        one.active ? 'active' : 'inactive',
        yesNo(one.autostart),
      ]),
    ),
  'pool-dumpxml': async (driver, [name = '']) => (await driver.pools?.xml(name)) ?? '',
  'vol-list': async (driver, [pool = '']) =>
    table(sorted(await driver.pools?.volumes(pool)).map((one) => [one.name, one.path])),
  'iface-list': async (driver) =>
    table(
      sorted(await driver.interfaces?.list()).map((one) => [
        one.name,
        one.active ? 'active' : 'inactive',
        ...(one.mac === null ? [] : [one.mac]),
      ]),
    ),
  'iface-dumpxml': async (driver, [name = '']) => (await driver.interfaces?.xml(name)) ?? '',
  'nodedev-dumpxml': async (driver, [name = '']) => (await driver.nodeDevices?.xml(name)) ?? '',
  'snapshot-list': async (driver, [domain]) => {
    const { uuid } = await row(driver, domain)
    const time = (seconds: number | null) =>
      new Date((seconds ?? 0) * 1000).toISOString().replace('T', ' ').replace('.000Z', ' +0000')
    return table(
      sorted(await driver.snapshots?.list(uuid)).map((one) => [
        one.name,
        time(one.createdAt),
        one.state,
      ]),
    )
  },
  'snapshot-dumpxml': async (driver, [domain, name = '']) =>
    (await driver.snapshots?.xml((await row(driver, domain)).uuid, name)) ?? '',
  start: action('start'),
  suspend: action('suspend'),
  resume: action('resume'),
  shutdown: action('shutdown'),
  reboot: action('reboot'),
  reset: action('reset'),
  destroy: action('destroy'),
  managedsave: action('managedSave'),
  ...changeAnswers,
}

function info(domain: Domain): string {
  return table([
    ['Id:', domain.id ?? '-'],
    ['Name:', domain.name],
    ['UUID:', domain.uuid],
    ['State:', virshStates[domain.state]],
    ['CPU(s):', domain.vcpus],
    ['Max memory:', `${domain.maxMemory} KiB`],
    ['Used memory:', `${domain.memory} KiB`],
    ['Persistent:', yesNo(domain.persistent)],
    ['Autostart:', domain.autostart ? 'enable' : 'disable'],
    ['Managed save:', yesNo(domain.managedSave)],
  ])
}

const yesNo = (value: boolean) => (value ? 'yes' : 'no')

const sorted = <T extends { name: string }>(all: T[] = []): T[] =>
  all.toSorted((a, b) => a.name.localeCompare(b.name))
