import { Failure } from '../../../../lib/failure.ts'
import type { Domain } from '../../../../lib/libvirt/domain.ts'
import type { Driver } from '../../driver.ts'

/** What the driver has to say to a command of virsh, given what follows its name. */
export type Answer = (driver: Driver, args: string[]) => Promise<string>

export async function listing(driver: Driver): Promise<Domain[]> {
  for await (const event of driver.watch(new AbortController().signal)) {
    if (event.type === 'listing') return event.domains
  }
  return []
}

export async function row(driver: Driver, name = ''): Promise<Domain> {
  const found = (await listing(driver)).find((one) => one.name === name)
  // virsh's own words, where it says no more than this
  if (found === undefined) throw new Failure('domain.missing', `failed to get domain '${name}'`)
  return found
}

export const table = (rows: (string | number | null)[][]): string =>
  rows.map((cells) => cells.join('  ')).join('\n')
