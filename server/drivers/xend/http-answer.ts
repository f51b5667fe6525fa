import type { Failure } from '../../../lib/failure.ts'
import { xendTrouble } from '../../../lib/libvirt/troubles/xend.ts'
import type { Bytes } from '../../../lib/units.ts'
import { plainLine } from '../plain.ts'

export interface XendAnswer {
  status: number
  /** Content-Type in lower case, '' without one: ops that return nothing have none. */
  type: string
  /** Where a redirect leads. */
  location: string | null
  body: Uint8Array
}

type Head = Omit<XendAnswer, 'body'> & { length: Bytes | null }

const headMax: Bytes = 64 * 1024
const linesMax = 500
const lineFeed = 0x0a
const carriageReturn = 0x0d
const statusLine = /^HTTP\/\d\.\d +(\d{3})(?: |$)/

/**
 * An answer put together from the pieces in which it comes. Complete with its last byte by Content-Length: xends leave
 * the connection open after many an answer. Only the number counts of the status, its words are free.
 */
export class AnswerReader {
  readonly #bodyMax: Bytes
  readonly #pieces: Uint8Array[] = []
  #size = 0
  #lines = 0
  /** Of the line of the head that has not ended yet. */
  #lineLength = 0
  #checked: boolean = false
  #head: Head | null = null

  constructor(bodyMax: Bytes) {
    this.#bodyMax = bodyMax
  }

  /** Whether any of it has come. */
  get begun(): boolean {
    return this.#size > 0 || this.#head !== null
  }

  /** The answer once it is complete; whatever comes after it does not count. Throws Failure host.not-xend. */
  feed(bytes: Uint8Array): XendAnswer | null {
    if (this.#head !== null) return this.#feedBody(this.#head, bytes)
    const end = this.#endOfHead(bytes)
    this.#keep(bytes.subarray(0, end ?? bytes.length))
    if (this.#size > headMax) throw notXend('The head of its answer does not end.')
    if (end === null) return this.#checkStart()
    this.#head = readHead(String(Buffer.concat(this.#pieces)), this.#bodyMax)
    this.#pieces.length = 0
    this.#size = 0
    return this.#feedBody(this.#head, bytes.subarray(end))
  }

  /** What has come when no more will: complete only without a Content-Length, else null. */
  end(): XendAnswer | null {
    const head = this.#head
    return head === null || head.length !== null ? null : this.#whole(head, this.#size)
  }

  #feedBody(head: Head, bytes: Uint8Array): XendAnswer | null {
    this.#keep(bytes)
    if (head.length !== null) {
      return this.#size >= head.length ? this.#whole(head, head.length) : null
    }
    if (this.#size > this.#bodyMax) throw tooLarge(this.#bodyMax)
    return null
  }

  #keep(bytes: Uint8Array): void {
    if (bytes.length > 0) this.#pieces.push(bytes)
    this.#size += bytes.length
  }

  /** What is no HTTP is told by its first line: it may well say no more, and wait for us. */
  #checkStart(): null {
    if (this.#checked || this.#lines === 0) return null
    const [first = ''] = String(Buffer.concat(this.#pieces)).split(/\r*\n/, 1)
    statusOf(first)
    this.#checked = true
    return null
  }

  #whole({ status, type, location }: Head, length: Bytes): XendAnswer {
    return { status, type, location, body: Buffer.concat(this.#pieces).subarray(0, length) }
  }

  /** Where the empty line ends, in `bytes`, or null: it is yet to come. */
  #endOfHead(bytes: Uint8Array): number | null {
    for (let at = 0; at < bytes.length; at += 1) {
      if (bytes[at] === lineFeed) {
        this.#lines += 1
        if (this.#lines > linesMax) throw notXend('The head of its answer does not end.')
        if (this.#lineLength === 0) return at + 1
        this.#lineLength = 0
      } else if (bytes[at] !== carriageReturn) this.#lineLength += 1
    }
    return null
  }
}

function readHead(text: string, bodyMax: Bytes): Head {
  const [first = '', ...lines] = text.split(/\r*\n/)
  const status = statusOf(first)
  const valuesOf = (name: string) =>
    lines
      .filter((line) => line.toLowerCase().startsWith(`${name}:`))
      .map((line) => line.slice(name.length + 1).trim())
  const [type = ''] = valuesOf('content-type')
  const [location = null] = valuesOf('location')
  if (valuesOf('transfer-encoding').some((one) => one.toLowerCase() !== 'identity')) {
    throw notXend('Its answer is in a transfer encoding.')
  }
  const length = lengthOf(valuesOf('content-length'))
  if (length !== null && length > bodyMax) throw tooLarge(bodyMax)
  return { status, type: type.toLowerCase(), location, length }
}

function statusOf(line: string): number {
  const status = statusLine.exec(line)?.[1]
  if (status === undefined) throw notXend(`It says “${plainLine(line, 80)}”.`)
  return Number(status)
}

function lengthOf(values: string[]): Bytes | null {
  const [length = null, ...others] = [...new Set(values)]
  if (length === null) return null
  if (others.length > 0 || !/^\d{1,15}$/.test(length)) {
    throw notXend(`Its answer says “${plainLine(values.join(', '), 80)}” of its length.`)
  }
  return Number(length)
}

const tooLarge = (bodyMax: Bytes): Failure =>
  notXend(`Its answer is larger than the ${bodyMax} bytes that are read.`)

export const notXend = (detail: string): Failure => xendTrouble('not-xend', detail)
