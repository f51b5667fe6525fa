import type { Surroundings } from '../../lib/libvirt/plan-types.ts'
import { answerUri, type UriAnswer } from './uri-answer.ts'
import { visibleJson } from './visible.ts'

/** A line longer than this is refused without being read. */
export const longestLine = 1_048_576

/**
 * Answers JSON requests, one a line, with JSON, one a line. Everything that planning depends on comes with the
 * request: without `env`, `libvirtConf` and `sockets` there are none.
 * @param uid whose request it is unless it says so
 */
export async function answerLines(
  input: AsyncIterable<string | Uint8Array>,
  uid: number,
  out: (text: string) => void,
): Promise<void> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of input) {
    const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true })
    const lines = (rest + text).split('\n')
    // of a line that is too long enough is kept to know it by
    rest = (lines.pop() ?? '').slice(0, longestLine + 1)
    if (lines.length > 0) out(lines.map((line) => answerLine(line, uid)).join(''))
  }
  if (rest !== '') out(answerLine(rest, uid))
}

function answerLine(line: string, uid: number): string {
  return line.trim() === '' ? '' : `${visibleJson(answerRequest(line, uid))}\n`
}

function answerRequest(line: string, uid: number): UriAnswer {
  if (line.length > longestLine) return wrong('This line is too long.')
  try {
    const request = readRequest(JSON.parse(line), uid)
    return typeof request === 'string' ? wrong(request) : answerUri(request.uri, request)
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause
    return wrong('This line is not JSON.', Number(/position (\d+)/.exec(cause.message)?.[1] ?? 0))
  }
}

const wrong = (error: string, at = 0): UriAnswer => ({ ok: false, error, at })

/** The request, or what is wrong with it. A `uri` of null is none at all, for which virsh has its own default. */
function readRequest(
  request: unknown,
  ownUid: number,
): (Surroundings & { uri: string | null }) | string {
  if (typeof request !== 'object' || request === null || Array.isArray(request)) {
    return 'A request is an object with a “uri”.'
  }
  const fields: Record<string, unknown> = { ...request }
  const { uri, uid = ownUid, readonly = false, env = {}, libvirtConf = null, sockets = [] } = fields
  if (uri !== null && typeof uri !== 'string') return '“uri” must be a string, or null for none.'
  if (typeof uid !== 'number' || !isUid(uid)) return '“uid” must be the number of a user.'
  if (typeof readonly !== 'boolean') return '“readonly” must be true or false.'
  if (libvirtConf !== null && typeof libvirtConf !== 'string') {
    return '“libvirtConf” must be the text of the file, or null for none.'
  }
  if (!isTexts(sockets)) return '“sockets” must be a list of paths.'
  if (!isEnvironment(env)) return '“env” must be an object of strings.'
  return { uri, uid, readOnly: readonly, env, libvirtConf, sockets }
}

/** uid_t has 32 bits, and its highest value means nobody. */
export const isUid = (uid: number): boolean =>
  Number.isInteger(uid) && uid >= 0 && uid < 4_294_967_295

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((text) => typeof text === 'string')

const isEnvironment = (value: unknown): value is Record<string, string> =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  isTexts(Object.values(value))
