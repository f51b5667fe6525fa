import { unquote } from './form.ts'
import type { Call } from './operation.ts'
import type { Value } from './python-value.ts'
import { sxpType, wantsSxp, type XendRequest } from './reply.ts'
import { show } from './sxp-show.ts'

/** What a handler returned: nothing at all, or a value that is printed after what is there. An empty text is one. */
export function writeValue({ reply, request, host }: Call, value: Value | undefined): void {
  if (value === undefined) return
  if (wantsSxp(request)) {
    reply.headers.set('content-type', sxpType)
    reply.body += show(value, host.personality.emptyAtom)
    return
  }
  const text = typeof value === 'string' ? value : `<code><pre>${show(value, '')}</pre></code>`
  reply.body += page(request, text)
}

/** A page of xend's, with its path as links. */
export function page(request: XendRequest, content: string): string {
  const elements = request.path.split('/').map(unquote).filter(Boolean)
  const links = elements.map(
    (element, at) => ` <a href="/${elements.slice(0, at + 1).join('/')}/">${element}</a>/`,
  )
  const title = `<h1><a href="/">/</a>${links.join('')}</h1>`
  return `<html><head></head><body>${title}${content}</body></html>`
}
