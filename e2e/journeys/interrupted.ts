import type { Page } from '@playwright/test'

/**
 * From the next click on, React is interrupted just when the router has read `address` and the page has not, as it may be on a
 * machine with much else to do; it goes on once the address is another. Takes hold at the next load of the page. React
 * takes its turns by MessageChannel and ends them by the clock; where it no longer does, nothing is interrupted.
 */
export async function interruptAt(page: Page, address: string): Promise<void> {
  await page.addInitScript((address) => {
    const held: (() => void)[] = []
    let phase: 'before' | 'short turns' | 'held' | 'after' = 'before'
    document.addEventListener('click', () => {
      if (phase === 'before') phase = 'short turns'
    })

    let ahead = 0
    const { now } = Performance.prototype
    Performance.prototype.now = function () {
      // a turn is 5 ms, and looks at the clock some six times before its first piece of work
      if (phase === 'short turns') ahead += 0.8
      return now.call(this) + ahead
    }
    const { postMessage } = MessagePort.prototype
    MessagePort.prototype.postMessage = function (words: unknown) {
      const turn = () => postMessage.call(this, words)
      if (phase === 'held') held.push(turn)
      else turn()
    }
    const construct = (target: typeof URL, words: [string, string]) => {
      if (phase === 'short turns' && words[0] === address) phase = 'held'
      return Reflect.construct(target, words)
    }
    window.URL = new Proxy(URL, { construct })
    const { replaceState } = History.prototype
    History.prototype.replaceState = function (...words) {
      replaceState.apply(this, words)
      if (phase !== 'held') return
      phase = 'after'
      setTimeout(() => {
        for (const turn of held) turn()
      })
    }
  }, address)
}
