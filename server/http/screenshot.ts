import type { ServerResponse } from 'node:http'
import { setImmediate } from 'node:timers/promises'
import { z } from 'zod'
import { type Clock, systemClock } from '../../lib/clock.ts'
import type { Person } from '../../lib/contract/people.ts'
import { Failure } from '../../lib/failure.ts'
import { paths } from '../../lib/paths.ts'
import { authorise } from '../auth/authorise.ts'
import { send } from './answer.ts'
import { ppmToPng } from './ppm-to-png.ts'
import type { ConnectionService } from './services.ts'
import { SharedPictures } from './shared-pictures.ts'

const domain = z.guid()

/** The connection and domain that a path asks a picture of, or null when it is no such path. */
export function screenshotOf(path: string): { connection: string; domain: string } | null {
  const { pathname } = new URL(paths.screenshot(':connection', ':domain'), 'http://any')
  const wanted = pathname.split('/')
  const given = path.split('/')
  const matches = wanted.every((part, i) => part.startsWith(':') || part === given[i])
  if (!matches || given.length !== wanted.length) return null
  const at = (name: string) => given[wanted.indexOf(name)] ?? ''
  return { connection: at(':connection'), domain: at(':domain') }
}

/**
 * Answers with the first screen as PNG, to those who may see the connection; when nobody waits for it any more, the
 * host's work stops.
 */
export function openScreenshots(
  connections: Pick<ConnectionService, 'driver'>,
  clock: Pick<Clock, 'now'> = systemClock,
) {
  const shared = new SharedPictures(clock)
  return async (
    response: ServerResponse,
    person: Person | null,
    of: { connection: string; domain: string },
  ): Promise<void> => {
    authorise({ needs: 'view', on: 'connection' }, person, of.connection)
    if (!domain.safeParse(of.domain).success)
      throw new Failure('request.invalid', 'No such machine.')
    const { screenshot } = connections.driver(of.connection).domains
    if (screenshot === null) throw new Failure('host.unsupported')
    const gone = new AbortController()
    response.once('close', () => gone.abort())
    // one that has asked and gone, scrolling past a wall, has been heard to go by the turn after the next
    await setImmediate()
    await setImmediate()
    if (response.socket === null || response.socket.readableEnded) return
    const png = await shared.take(`${of.connection}/${of.domain}`, gone.signal, async (signal) => {
      const { mime, bytes } = await screenshot(of.domain, signal)
      return mime === 'image/png' ? bytes : ppmToPng(bytes)
    })
    if (!gone.signal.aborted) send(response, 200, 'image/png', png)
  }
}
