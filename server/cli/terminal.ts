import { openSync } from 'node:fs'
import { ReadStream, WriteStream } from 'node:tty'
import { Failure } from '../../lib/failure.ts'

/** Where somebody sits and types, in raw mode: every key arrives as it is pressed, and nothing shows by itself. */
export interface Terminal {
  /** What was typed next; null when nobody is there any more. Rejects with what `signal` says. */
  read(signal: AbortSignal): Promise<string | null>
  write(text: string): void
  /** Gives it back as it was. */
  close(): void
}

/** The terminal of this process, whatever its input and output have been turned to; null when it has none. */
export function openTerminal(): Terminal | null {
  let fd: number
  try {
    fd = openSync('/dev/tty', 'r+')
  } catch {
    return null
  }
  // one of both closes it
  const [input, output] = [new ReadStream(fd), new WriteStream(fd)]
  input.setRawMode(true)
  input.setEncoding('utf8').pause()
  return {
    read: (signal) => nextFrom(input, signal),
    write: (text) => void output.write(text),
    close: () => {
      input.setRawMode(false)
      input.destroy()
    },
  }
}

async function nextFrom(input: ReadStream, signal: AbortSignal): Promise<string | null> {
  signal.throwIfAborted()
  const done = new AbortController()
  try {
    return await new Promise<string | null>((resolve, reject) => {
      const end = () => resolve(null)
      const abort = () => reject(signal.reason)
      input.once('data', resolve).once('end', end).once('error', end)
      signal.addEventListener('abort', abort)
      done.signal.addEventListener('abort', () => {
        input.off('data', resolve).off('end', end).off('error', end)
        signal.removeEventListener('abort', abort)
      })
      input.resume()
    })
  } finally {
    input.pause()
    done.abort()
  }
}

const longest = 4_096
const esc = '\x1b'
const keys = new RegExp(`${esc}(?:\\[[0-9;]*[@-~]|O.|.)?|.`, 'gsu')
const controlC = '\x03'
const controlD = '\x04'
const controlU = '\x15'

/** Lines typed at a terminal. What is typed ahead of a question, or pasted with it, answers the next one. */
export class Lines {
  readonly #terminal: Terminal
  #ahead: string[] = []

  constructor(terminal: Terminal) {
    this.#terminal = terminal
  }

  /** One line without its end, shown as it is typed unless `secret`. Throws question.cancelled for Control-C and at the end. */
  async next(prompt: string, secret: boolean, signal: AbortSignal): Promise<string> {
    this.#terminal.write(prompt)
    const typed: string[] = []
    const show = (text: string) => {
      if (!secret) this.#terminal.write(text)
    }
    for (;;) {
      const key = await this.#key(signal)
      if (key === '\r' || key === '\n') break
      if (key === null || key === controlC || (key === controlD && typed.length === 0)) {
        this.#terminal.write('\r\n')
        throw new Failure('question.cancelled')
      }
      if (key === '\x7f' || key === '\b') {
        if (typed.pop() !== undefined) show('\b \b')
      } else if (key === controlU) {
        show('\b \b'.repeat(typed.length))
        typed.length = 0
      } else if (!/\p{C}/u.test(key) && typed.length < longest) {
        typed.push(key)
        show(key)
      }
    }
    this.#terminal.write('\r\n')
    return typed.join('')
  }

  /** A character, or an escape sequence (an arrow key …) as a whole. */
  async #key(signal: AbortSignal): Promise<string | null> {
    while (this.#ahead.length === 0) {
      const typed = await this.#terminal.read(signal)
      if (typed === null) return null
      this.#ahead = typed.match(keys) ?? []
    }
    return this.#ahead.shift() ?? null
  }
}
