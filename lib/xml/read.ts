import { SaxesParser, type SaxesTagNS } from 'saxes'
import type { XmlDocument, XmlElement, XmlNode } from './element.ts'

/** Text that is not XML, or more of it than is accepted. `line` counts from 1, `column` (in characters) from 0. */
export class XmlError extends Error {
  readonly line: number
  readonly column: number
  constructor(message: string, line: number, column: number) {
    super(message)
    this.name = 'XmlError'
    this.line = line
    this.column = column
  }
}

export interface XmlLimits {
  /** UTF-8 bytes. */
  bytes: number
  depth: number
  /** Elements, attributes, texts, comments and instructions together. */
  nodes: number
}

const xmlLimits: XmlLimits = { bytes: 4 * 1024 * 1024, depth: 100, nodes: 250_000 }

/**
 * Reads a whole document. Refused with XmlError: what is not well-formed XML 1.0 with namespaces, any
 * document type (so no entities but the five of XML itself), characters XML has no place for, and
 * anything over the limits.
 */
export function readXml(source: string, limits: Partial<XmlLimits> = {}): XmlDocument {
  const reader = new Reader(source, limits, null)
  reader.feed(source)
  return reader.end()
}

export interface XmlParts {
  /** Is given each child element of the root once it is whole. The root has no children and no end yet. */
  take(child: XmlElement, root: XmlElement): void
  /** Awaited between pieces, so that others have their turn. */
  pause(): Promise<unknown>
  limits?: Partial<XmlLimits>
  /** Characters read in one go. */
  piece?: number
}

/**
 * Reads a document of many parts without holding up the process or keeping the parts: the root that is returned has
 * none of the elements that were taken. Refuses what `readXml` does, and passes on what `take` throws.
 */
export async function readXmlParts(source: string, parts: XmlParts): Promise<XmlDocument> {
  const { take, pause, limits = {}, piece = 64 * 1024 } = parts
  const reader = new Reader(source, limits, take)
  for (let at = 0; at < source.length; at += piece) {
    reader.feed(source.slice(at, at + piece))
    await pause()
  }
  return reader.end()
}

/** An element whose children are still being read. */
type Growing = XmlElement & { children: XmlNode[]; spelling: { open: string; close: string } }

class Reader {
  readonly #source: string
  readonly #carriageReturns: boolean
  readonly #maxDepth: number
  readonly #take: XmlParts['take'] | null
  #nodesLeft: number
  readonly #parser = new SaxesParser({
    xmlns: true,
    defaultXMLVersion: '1.0',
    forceXMLVersion: true,
  })
  readonly #open: Growing[] = []
  #root: XmlElement | null = null
  /** The element that was closed last. */
  #last: string | null = null
  /** Where the text not yet given to any node begins; nodes follow each other without a hole. */
  #from = 0
  #prolog = ''

  constructor(source: string, limits: Partial<XmlLimits>, take: XmlParts['take'] | null) {
    const { bytes, depth, nodes } = { ...xmlLimits, ...limits }
    if (longerThan(source, bytes)) throw new XmlError(`longer than ${bytes} bytes`, 1, 0)
    const alone = source.search(/\p{Surrogate}/u)
    if (alone !== -1) throw new XmlError('half a surrogate pair', 1, alone)
    this.#source = source
    this.#carriageReturns = source.includes('\r')
    this.#maxDepth = depth
    this.#nodesLeft = nodes
    this.#take = take
    const parser = this.#parser
    parser.on('error', (error) => this.#refuse(this.#words(error.message)))
    parser.on('doctype', () => this.#refuse('a document type is not accepted'))
    parser.on('opentag', (tag) => this.#opened(tag))
    parser.on('closetag', () => this.#closed())
    // The handler runs once the '<' after the text has been read.
    parser.on('text', (value) => this.#text(value, false, parser.position - 1))
    parser.on('cdata', (value) => this.#text(value, true, parser.position))
    // A comment is told before its last '>' is read.
    parser.on('comment', (value) => this.#add({ kind: 'comment', value }, parser.position + 1))
    parser.on('processinginstruction', ({ target, body }) =>
      this.#add({ kind: 'instruction', target, body }, parser.position),
    )
  }

  feed(piece: string): void {
    this.#parser.write(piece)
  }

  end(): XmlDocument {
    this.#parser.close()
    if (this.#root === null) return this.#refuse('there is no element')
    return { prolog: this.#prolog, root: this.#root, epilog: this.#source.slice(this.#from) }
  }

  #opened(tag: SaxesTagNS): void {
    const attributes = Object.values(tag.attributes)
    this.#count(attributes.length)
    if (this.#open.length === this.#maxDepth) {
      this.#refuse(`elements nest deeper than ${this.#maxDepth}`)
    }
    if (this.#open.length === 0) {
      // '<' cannot stand inside a tag, so the last one begins it; saxes passes over white space before the root.
      const start = this.#source.lastIndexOf('<', this.#parser.position - 1)
      this.#prolog = this.#source.slice(0, start)
      this.#from = start
    }
    const element: Growing = {
      kind: 'element',
      name: tag.name,
      local: tag.local,
      namespace: tag.uri,
      attributes,
      children: [],
      spelling: { open: this.#spelling(this.#parser.position), close: '' },
    }
    if (this.#take === null || this.#open.length !== 1) this.#open.at(-1)?.children.push(element)
    this.#open.push(element)
  }

  #closed(): void {
    const element = this.#open.pop()
    if (element === undefined) return
    this.#last = element.name
    element.spelling.close = this.#spelling(this.#parser.position)
    const [root] = this.#open
    if (root === undefined) this.#root = element
    else if (this.#open.length === 1) this.#take?.(element, root)
  }

  #text(value: string, cdata: boolean, end: number): void {
    if (this.#open.length === 0) return
    // References and CDATA marks only make it longer; a lone carriage return does not, but is a line feed in the value.
    const same = end - this.#from === value.length && !this.#carriageReturns
    const spelling = same ? value : this.#source.slice(this.#from, end)
    this.#add({ kind: 'text', value, cdata, spelling }, end)
  }

  #add(node: XmlNode, end: number): void {
    this.#count(0)
    const parent = this.#open.at(-1)
    // Outside the root it stays part of the prolog or the epilog.
    if (parent === undefined) return
    parent.children.push(node)
    this.#from = end
  }

  #spelling(end: number): string {
    const spelling = this.#source.slice(this.#from, end)
    this.#from = end
    return spelling
  }

  #count(attributes: number): void {
    this.#nodesLeft -= 1 + attributes
    if (this.#nodesLeft < 0) this.#refuse('there are too many elements')
  }

  /**
   * saxes puts "line:column: " before its sentence and a full stop after it. Before it complains of a close tag it
   * closes the element that the tag should have been of.
   */
  #words(message: string): string {
    const plain = message.replace(/^\d+:\d+: /, '').replace(/\.$/, '')
    const wanted = this.#last?.slice(0, 80)
    return plain === 'unexpected close tag' && wanted !== undefined
      ? `</${wanted}> is expected here`
      : plain
  }

  #refuse(message: string): never {
    throw new XmlError(message, this.#parser.line, this.#parser.column)
  }
}

/** Whether the UTF-8 form is longer than that, told without making it. */
function longerThan(source: string, bytes: number): boolean {
  if (source.length > bytes) return true
  if (source.length * 3 <= bytes) return false
  return new TextEncoder().encode(source).length > bytes
}
