import { setTimeout as pause } from 'node:timers/promises'
import type { Driver } from '../../server/drivers/driver.ts'
import type { LabDaemon } from './daemon.ts'
import { type Opened, openWatched } from './open-remote.ts'

const spent = 'spent'
const mark = `<domain type='test'><name>${spent}</name><memory unit='MiB'>64</memory>
<os><type>hvm</type></os></domain>`

/**
 * Opens libvirt's test:///default as it is when nobody has touched it. It lasts as long as a connection to it, and
 * a daemon may free one only a while after it has closed: a world that was left is known by its mark.
 */
export async function openTestWorld(lab: LabDaemon): Promise<Opened> {
  for (;;) {
    const opened = await openWatched(lab, 'test:///default')
    if (!opened.watch.rows().some(({ name }) => name === spent)) return opened
    await opened.driver.close()
    await pause(50)
  }
}

/** Closes it, marked. */
export async function leaveTestWorld(driver: Driver): Promise<void> {
  await driver.changes.define!({ xml: mark })
  await driver.close()
}
