import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import path from 'node:path'
import { filesIn } from './files-in.ts'
import { inertPolicy } from './headers.ts'

const prefix = '/_next/static'

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

/** What the build wrote beside a file, the smallest first. */
const compressed = [
  { coding: 'br', ending: '.br' },
  { coding: 'gzip', ending: '.gz' },
] as const

/** Whether `Accept-Encoding` names the coding and does not refuse it (RFC 9110 §12.5.3). */
function accepts({ headers }: IncomingMessage, coding: string): boolean {
  const offers = `${headers['accept-encoding'] ?? ''}`.split(',')
  return offers.some((offer) => {
    const [name = '', weight = ''] = offer.split(';')
    return name.trim() === coding && !/^\s*q=0(?:\.0*)?\s*$/.test(weight)
  })
}

/**
 * Answers for the files of the build under `folder`, whose names change with their contents, as the build compressed
 * them; resolves to false for every other path. Next would compress them anew for each browser, and less.
 */
export function openStaticFiles(folder: string) {
  const there = filesIn(folder)
  return async (
    request: IncomingMessage,
    response: ServerResponse,
    { pathname }: URL,
  ): Promise<boolean> => {
    const name = pathname.slice(prefix.length)
    const type = types[path.extname(name)]
    if (!pathname.startsWith(prefix) || !there.has(name) || type === undefined) return false
    const form = compressed.find(
      ({ coding, ending }) => there.has(`${name}${ending}`) && accepts(request, coding),
    )
    const body = await readFile(path.join(folder, `${name}${form?.ending ?? ''}`))
    response.writeHead(200, {
      'Content-Type': type,
      'Content-Length': body.length,
      ...(form && { 'Content-Encoding': form.coding }),
      'Cache-Control': 'public, max-age=31536000, immutable',
      'Content-Security-Policy': inertPolicy,
      Vary: 'Accept-Encoding',
    })
    response.end(request.method === 'HEAD' ? undefined : body)
    return true
  }
}
