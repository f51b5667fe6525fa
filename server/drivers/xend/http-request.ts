import { Failure } from '../../../lib/failure.ts'

export type Fields = Readonly<Record<string, string | number>>

/** One thing asked of xend. With `form` it is a POST, and may change something. */
export interface XendRequest {
  /** Encoded already, with its query. */
  path: string
  form: Fields | null
}

/** xend answers a longer body with 413, and then a reset because it did not read it. */
const formMax = 10_000

/** What form and query must not hold as it is; each encoded byte is three of the few that a form may have. */
const reserved = /[^\x20-\x7e]|[%&+#=;]/gu

/** As Python's parse_qs reads it back. A blank is a plus, which costs one byte and not three. */
const encodeField = (text: string): string =>
  text.toWellFormed().replaceAll(reserved, encodeURIComponent).replaceAll(' ', '+')

export const encodeFields = (fields: Fields): string =>
  Object.entries(fields)
    .map(([name, value]) => `${encodeField(name)}=${encodeField(String(value))}`)
    .join('&')

/** One element of a path: xend splits at slashes first and decodes after. */
export const encodeElement = (text: string): string => encodeURIComponent(text.toWellFormed())

/**
 * The bytes of a request, in the order libvirt sent them, and with Accept besides: without it whatever comes between
 * and adds a User-Agent would get pages. Nothing about keeping the connection: xend <= 3.0.3 serves one at a time.
 * Throws Failure request.too-large for a form that xend would not read.
 */
export function requestBytes({ path, form }: XendRequest): Buffer {
  const body = form === null ? '' : encodeFields(form)
  if (body.length > formMax) throw new Failure('request.too-large', tooLarge(body.length))
  const head = [
    `${form === null ? 'GET' : 'POST'} ${path} HTTP/1.1`,
    // the literal libvirt used for every host: xend only builds links of it
    'Host: localhost:8000',
    'Accept: application/sxp',
    'Accept-Encoding: identity',
    'Content-Type: application/x-www-form-urlencoded',
    ...(form === null ? [] : [`Content-Length: ${body.length}`]),
  ]
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`, 'latin1')
}

const tooLarge = (size: number): string =>
  `xend reads at most ${formMax} bytes at once, and this comes to ${size}.`
