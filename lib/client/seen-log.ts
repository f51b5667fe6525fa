import type { Bytes } from '../units.ts'
import { plainText } from './plain-text.ts'

/** What is kept of a console's output: the newest of it. */
const most: Bytes = 8 * 1024 * 1024

/** All that a text console has said to this page, over all the times it was opened. */
export class SeenLog {
  #pieces: Uint8Array[] = []
  #size = 0
  #left: boolean = false

  add(bytes: Uint8Array): void {
    this.#pieces.push(bytes)
    this.#size += bytes.length
    while (this.#size > most) {
      this.#size -= this.#pieces.shift()?.length ?? 0
      this.#left = true
    }
  }

  /** A line of ours between the guest's. */
  note(says: string): void {
    this.add(new TextEncoder().encode(`\r\n[${says}]\r\n`))
  }

  text(): string {
    const decoder = new TextDecoder()
    const output = this.#pieces.map((piece) => decoder.decode(piece, { stream: true }))
    const before = this.#left ? '[What came before is not kept.]\n' : ''
    return `${before}${plainText(output.join('') + decoder.decode()).trimEnd()}\n`
  }
}
