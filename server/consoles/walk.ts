import { Transform, type TransformCallback } from 'node:stream'
import type { Bytes } from '../../lib/units.ts'
import { spend } from '../lent-bytes.ts'

/** What is next of a stream whose grammar is walked: bytes are known by `read`, and go on or are left out. */
export type Step =
  /** So many more are needed to decide; answered with them alone. They wait for the next step. */
  | { read: number }
  /** What was read, and so many more, go on. */
  | { pass: number }
  /** What was read, and so many more, are left out. */
  | { drop: number }
  /** Nothing goes on before this is so; `Walk.look` asks it again. */
  | { until: () => boolean }

/** Throws Failure for what its grammar does not allow. */
export type Grammar = Generator<Step, never, Buffer>

const nothing = Buffer.alloc(0)
/** A few of a socket's pieces each way, so that neither side waits for the other at each. */
const highWater: Bytes = 256 * 1024

/**
 * Carries a stream whose grammar says what of it goes on. Bytes that go on together leave together, and of those that
 * wait for a decision it holds what `read` asked for.
 */
export class Walk extends Transform {
  readonly #grammar: Grammar
  #step: Step
  /** Of `pass` and `drop`, not yet come. */
  #left = 0
  #bytes: Buffer = nothing
  /** Of `#bytes`: up to here gone; up to here decided; up to here read. */
  #gone = 0
  #decided = 0
  #at = 0
  #resume: (() => void) | null = null

  constructor(grammar: Grammar) {
    super({ readableHighWaterMark: highWater, writableHighWaterMark: highWater })
    this.#grammar = grammar
    this.#step = this.#next(nothing)
  }

  /** What `until` waits for may be so now. */
  look(): void {
    const resume = this.#resume
    if (resume === null || this.destroyed || !('until' in this.#step) || !this.#step.until()) return
    this.#resume = null
    resume()
  }

  override _transform(bytes: Buffer, _: BufferEncoding, done: TransformCallback): void {
    this.#bytes = this.#bytes.length === 0 ? bytes : joint(this.#bytes, bytes)
    this.#go(done)
  }

  #go(done: TransformCallback): void {
    try {
      while (this.#advance());
      this.#send()
      if ('until' in this.#step) this.#resume = () => this.#go(done)
      else done()
    } catch (cause) {
      done(cause as Error)
    }
  }

  /** Whether there may be more to do with what is here. */
  #advance(): boolean {
    const step = this.#step
    if ('until' in step) {
      if (!step.until()) return false
      this.#step = this.#next(nothing)
      return true
    }
    const here = this.#bytes.length - this.#at
    if ('read' in step) {
      if (here < step.read) return false
      this.#at += step.read
      this.#step = this.#next(this.#bytes.subarray(this.#at - step.read, this.#at))
      return true
    }
    const part = Math.min(here, this.#left)
    if ('drop' in step) this.#send()
    this.#at += part
    this.#decided = this.#at
    if ('drop' in step) this.#leaveOut()
    this.#left -= part
    if (this.#left > 0) return false
    this.#step = this.#next(nothing)
    return true
  }

  /** What was not sent of what is decided goes nowhere. */
  #leaveOut(): void {
    spend(this.#bytes.subarray(this.#gone, this.#at))
    this.#gone = this.#at
  }

  /** Everything decided goes on; what waits is kept. */
  #send(): void {
    if (this.#decided > this.#gone) this.push(this.#bytes.subarray(this.#gone, this.#decided))
    this.#bytes = this.#bytes.subarray(this.#decided)
    this.#at -= this.#decided
    this.#gone = 0
    this.#decided = 0
  }

  #next(bytes: Buffer): Step {
    const step = this.#grammar.next(bytes).value
    this.#left = 'pass' in step ? step.pass : 'drop' in step ? step.drop : 0
    return step
  }
}

/** A copy of both, which nobody reads any more. */
function joint(kept: Buffer, come: Buffer): Buffer {
  const bytes = Buffer.concat([kept, come])
  spend(kept)
  spend(come)
  return bytes
}
