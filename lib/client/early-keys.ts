/**
 * Keeps what is typed after a field was asked for and before it is there, and keeps it from the page meanwhile.
 */
export class EarlyKeys {
  readonly #target: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>
  #text: string = ''
  readonly #press = (event: Event): void => this.#pressed(event as KeyboardEvent)

  constructor(target: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>) {
    this.#target = target
  }

  /** Begins with nothing. Idempotent. */
  keep(): void {
    this.#text = ''
    this.#target.addEventListener('keydown', this.#press, { capture: true })
  }

  /** Ends it; returns what was typed. Idempotent: the second time it is empty. */
  take(): string {
    this.#target.removeEventListener('keydown', this.#press, { capture: true })
    const text = this.#text
    this.#text = ''
    return text
  }

  #pressed(event: KeyboardEvent): void {
    const { key, ctrlKey, metaKey } = event
    if (ctrlKey || metaKey || event.isComposing) return
    if (key === 'Backspace') this.#text = this.#text.slice(0, -1)
    else if ([...key].length === 1) this.#text += key
    else if (key !== 'Enter') return
    event.preventDefault()
    event.stopImmediatePropagation()
  }
}
