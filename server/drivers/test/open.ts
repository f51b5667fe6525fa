import { Failure } from '../../../lib/failure.ts'
import type { Dial } from '../../../lib/libvirt/plan-types.ts'
import type { Driver, OpenOptions } from '../driver.ts'
import { TestDriver } from './test-driver.ts'
import type { Worlds } from './worlds.ts'

/** Opens the world that the plan names: libvirt's test driver, in this process. Throws Failure. */
export async function openTest(
  plan: Pick<Dial, 'options'>,
  worlds: Worlds,
  { readOnly, signal, progress }: OpenOptions,
): Promise<Driver> {
  progress('opening')
  const { world, file } = plan.options
  if (world === undefined && file === undefined) {
    const words = 'testOpen: supply a path or use test:///default'
    throw new Failure('uri.refused', `invalid argument: ${words}`)
  }
  const lease = await (file === undefined ? worlds.openDefault() : worlds.openFile(file))
  if (signal.aborted) {
    lease.release()
    throw signal.reason
  }
  progress('listing')
  return new TestDriver(lease, {
    hostname: worlds.hostname,
    readOnly: readOnly || plan.options.readOnly === true,
  })
}
