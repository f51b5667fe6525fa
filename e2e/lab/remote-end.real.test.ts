import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import { systemClock } from '../../lib/clock.ts'
import type { Driver } from '../../server/drivers/driver.ts'
import { type LabDaemon, startDaemon } from './daemon.ts'
import { openOn, watching } from './open-remote.ts'

describe.skipIf(inject('labSkipped') !== null)('when libvirtd goes away', () => {
  let lab: LabDaemon
  let driver: Driver
  beforeEach(async () => {
    lab = await startDaemon()
    driver = await openOn(lab, 'qemu:///system')
  })
  afterEach(async () => {
    await driver.close()
    await lab.stop()
  })

  test('a kill -9 ends the driver as lost, its watch with it, and another can be opened after a restart', async () => {
    await lab.createQemu('survivor')
    const watch = watching(driver)
    await watch.listing
    await lab.kill9()
    expect(await driver.ended).toMatchObject({ code: 'host.lost' })
    await watch.over
    await expect(driver.node.report()).rejects.toMatchObject({ code: 'host.lost' })
    await expect(openOn(lab, 'qemu:///system')).rejects.toMatchObject({ code: 'host.unreachable' })

    await lab.restart()
    const again = await openOn(lab, 'qemu:///system')
    const rows = await watching(again).listing
    expect(rows).toMatchObject([{ name: 'survivor', state: 'running' }])
    await again.close()
  })

  test('an action under way when it dies has an unknown outcome, a question is lost', async () => {
    await lab.defineQemu('starting')
    const uuid = (await lab.virsh('domuuid', 'starting')).trim()
    await lab.freeze()
    const outcome = driver.domains.start(uuid).catch((cause: unknown) => cause)
    const answer = driver.node.capabilities().catch((cause: unknown) => cause)
    await lab.kill9()
    expect(await outcome).toMatchObject({ code: 'outcome.unknown' })
    expect(await answer).toMatchObject({ code: 'host.lost' })
  })

  test('an orderly stop of libvirtd is a loss too', async () => {
    await lab.restart()
    expect(await driver.ended).toMatchObject({ code: 'host.lost' })
  })

  test('a libvirtd that says nothing is given up when the caller gives up', async () => {
    await lab.freeze()
    const asked = openOn(lab, 'qemu:///system', { signal: AbortSignal.timeout(300) })
    await expect(asked).rejects.toThrow()
    await lab.thaw()
    expect(await driver.node.report()).toMatchObject({ model: 'x86_64' })
  })

  // unless its events are taken back before, libvirtd 9.0 dies of it now and then, within some hundred rounds
  test('closing with questions under way leaves libvirtd alive, however often', async () => {
    await lab.defineQemu('asked')
    const uuid = (await lab.virsh('domuuid', 'asked')).trim()
    for (let round = 0; round < 100; round++) {
      const passing = await openOn(lab, 'qemu:///system')
      await watching(passing).listing
      const answers = Array.from({ length: 20 }, () => passing.domains.xml(uuid, false))
      await systemClock.sleep(round % 6)
      await passing.close()
      await Promise.allSettled(answers)
    }
    expect(await driver.node.report()).toMatchObject({ model: 'x86_64' })
  })

  test('closing is no failure, and can be done twice', async () => {
    const watch = watching(driver)
    await watch.listing
    await Promise.all([driver.close(), driver.close()])
    expect(await driver.ended).toBeNull()
    await watch.over
  })
})
