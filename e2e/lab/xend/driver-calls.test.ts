import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { systemClock } from '../../../lib/clock.ts'
import { listsOf, readSexpr, valueAt } from '../../../server/drivers/xend/sexpr.ts'
import { atOnceOf, xendCalls } from '../../../server/drivers/xend/xend-calls.ts'
import { XendHttp } from '../../../server/drivers/xend/xend-http.ts'
import { dialUnix } from '../../../server/transport/unix.ts'
import { linuxGuest } from './guests.ts'
import { versions } from './personality.ts'
import { startXend } from './start-xend.ts'

test.each(versions)('our own client leads a domain through its life on %s', async (personality) => {
  const socket = path.join(tmpdir(), `lab-xend-calls-${process.pid}-${personality}`)
  const xend = await startXend({ personality, listen: { socket }, shuffle: 3 })
  try {
    const http = new XendHttp({ dial: (signal) => dialUnix(socket, signal), clock: systemClock })
    const calls = xendCalls(http)
    expect(atOnceOf(await calls.node())).toBe(personality < '3.0.4' ? 1 : 4)
    const there = ['Domain-0', 'build', 'web', 'windows']
    const kept = xend.personality.managed ? ['spare', 'yesterday'] : []
    expect((await calls.names()).sort()).toEqual([...there, ...kept].sort())
    expect(await calls.domain('nosuch')).toBeNull()

    await calls.create(readSexpr(linuxGuest('new', 40)))
    await calls.waitForDevices('new')
    await calls.unpause('new')
    const disk = readSexpr("(vbd (uname 'phy:/dev/ü b') (dev 'xvdb') (mode 'w!'))")
    await calls.deviceCreate('new', disk)
    const domain = (await calls.domain('new')) ?? []
    const modes = listsOf(domain, 'device').map((device) => valueAt(device, 'vbd', 'mode'))
    expect([valueAt(domain, 'state'), modes.filter(Boolean)]).toEqual(['-b----', ['w', 'w!']])
    await calls.deviceDestroy('new', { type: 'vbd', dev: '51728' })
    expect(await calls.devices('new', 'vbd')).toHaveLength(1)

    await calls.pause('new')
    expect(xend.domain('new')?.power).toBe('paused')
    await calls.unpause('new')
    await calls.shutdown('new', 'poweroff')
    expect(xend.domain('new')?.asked).toBe('poweroff')
    xend.finishShutdown('new')
    expect(await calls.domain('new')).toBeNull()

    await expect(calls.pause('nosuch')).rejects.toMatchObject({ code: 'domain.missing' })
    const refused = personality === '3.0.2' ? calls.destroy('Domain-0') : calls.pause('Domain-0')
    await expect(refused).rejects.toMatchObject({ code: 'host.refused' })
    if (xend.personality.oneAtATime) expect(xend.connections().most).toBe(1)
  } finally {
    await xend.stop()
  }
})
