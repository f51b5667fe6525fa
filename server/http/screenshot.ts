import type { ServerResponse } from 'node:http'
import { z } from 'zod'
import type { Person } from '../../lib/contract/people.ts'
import { Failure } from '../../lib/failure.ts'
import { paths } from '../../lib/paths.ts'
import { authorise } from '../auth/authorise.ts'
import { send } from './answer.ts'
import { ppmToPng } from './ppm-to-png.ts'
import type { ConnectionService } from './services.ts'

const atOnce = 8
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

/** Answers with the first screen as PNG, to those who may see the connection; the browser going away stops the host's work. */
export function openScreenshots(connections: Pick<ConnectionService, 'driver'>) {
  let running = 0
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
    if (running >= atOnce) throw new Failure('server.busy')
    const gone = new AbortController()
    response.once('close', () => gone.abort())
    running++
    try {
      const { mime, bytes } = await screenshot(of.domain, gone.signal)
      const png = mime === 'image/png' ? bytes : await ppmToPng(bytes)
      if (!gone.signal.aborted) send(response, 200, 'image/png', png)
    } finally {
      running--
    }
  }
}
