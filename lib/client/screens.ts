import type { Bytes } from '../units.ts'

/** Whoever draws a console's bytes. */
export interface ConsoleScreen {
  bytes(bytes: ArrayBuffer): void
  ended(): void
}

/** Kept at most until a screen is there to draw them. */
const mostEarly: Bytes = 4 * 1024 * 1024

/** Hands bytes to whichever screen is drawn now, and keeps those that come before it is. */
export class Screens {
  #screen: ConsoleScreen | null = null
  #early: ArrayBuffer[] = []
  #waiting: Bytes = 0

  /** Returns how to take it away again. */
  show(screen: ConsoleScreen): () => void {
    this.#screen = screen
    for (const bytes of this.#early) screen.bytes(bytes)
    this.#forget()
    return () => {
      if (this.#screen === screen) this.#screen = null
    }
  }

  bytes(bytes: ArrayBuffer): void {
    if (this.#screen !== null) this.#screen.bytes(bytes)
    else if (this.#waiting < mostEarly) {
      this.#waiting += bytes.byteLength
      this.#early.push(bytes)
    }
  }

  ended(): void {
    this.#forget()
    this.#screen?.ended()
  }

  #forget(): void {
    this.#early = []
    this.#waiting = 0
  }
}
