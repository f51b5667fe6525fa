import { parseArgs } from 'node:util'
import { asFailure } from '../../lib/failure.ts'
import { openPlan } from '../../lib/libvirt/plan.ts'
import { isRefused, type Surroundings } from '../../lib/libvirt/plan-types.ts'
import { readSurroundings } from '../connections/surroundings.ts'
import { exitCodes, type Io } from './io.ts'
import { answerOf } from './uri-answer.ts'
import { uriReport } from './uri-report.ts'
import { answerLines, isUid } from './uri-requests.ts'
import { visible, visibleJson } from './visible.ts'

const usage = `usage: oirase uri [--json] [--uid N] [--readonly] URI...
       oirase uri [--uid N] -

Says how connection URIs read, what would be dialled to open them and under which name, or why not.
Nothing is dialled. With "-" each line of the input is a request like {"uri": "qemu:///system"}
(with "uid", "readonly", "env", "libvirtConf" and "sockets" as needed) and each answer a line of JSON.
`

interface Asked {
  uris: string[]
  uid: number
  json: boolean
  readOnly: boolean
}

/**
 * Explains URIs. Returns the exit code: 1 when one cannot be read or would be refused, 2 when asked wrongly.
 * @param input where requests come from with `-`
 */
export async function runUri(
  args: string[],
  io: Io,
  input: AsyncIterable<string | Uint8Array> = process.stdin,
): Promise<number> {
  const asked = read(args)
  if (asked === 'help') {
    io.out(usage)
    return exitCodes.done
  }
  if (asked === 'wrong') {
    io.err(usage)
    return exitCodes.misused
  }
  if (asked.uris.length === 1 && asked.uris[0] === '-') {
    await answerLines(input, asked.uid, io.out)
    return exitCodes.done
  }
  try {
    const surroundings = await readSurroundings(io.env, '')
    return explainAll(asked, { ...surroundings, uid: asked.uid, readOnly: asked.readOnly }, io)
  } catch (cause) {
    io.err(`oirase uri: ${visible(asFailure(cause).message)}\n`)
    return exitCodes.failed
  }
}

function explainAll({ uris, json, readOnly }: Asked, surroundings: Surroundings, io: Io): number {
  let code: number = exitCodes.done
  for (const uri of uris) {
    const opening = openPlan(uri, surroundings)
    if (!opening.ok || isRefused(opening.plan)) code = exitCodes.failed
    io.out(json ? `${visibleJson(answerOf(opening))}\n` : uriReport(uri, opening, readOnly))
  }
  return code
}

function read(args: string[]): Asked | 'help' | 'wrong' {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        readonly: { type: 'boolean', default: false },
        uid: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
    const uid = values.uid === undefined ? (process.geteuid?.() ?? 0) : readUid(values.uid)
    if (values.help) return 'help'
    if (positionals.length === 0 || uid === null) return 'wrong'
    return { uris: positionals, uid, json: values.json, readOnly: values.readonly }
  } catch {
    return 'wrong'
  }
}

function readUid(text: string): number | null {
  const uid = /^\d+$/.test(text) ? Number(text) : -1
  return isUid(uid) ? uid : null
}
