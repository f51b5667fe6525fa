import type { Bytes } from '../units.ts'
import type { ConsoleScreen } from './screens.ts'

/** Unwritten at most; a guest that floods loses the rest. The terminal takes some 10 MB a second. */
const mostPending: Bytes = 4 * 1024 * 1024

/** What this needs of a terminal; `done` when it is drawn. */
interface Written {
  write(text: string | Uint8Array, done?: () => void): void
}

/** Between two of them a terminal looks at the clock, and lets the page do something else. */
const piece: Bytes = 4 * 1024

/** Whatever sequence the guest was in the middle of ends here (CAN), and so do its colours. */
const asideFrom = '\x18\x1b[0m'
/** Modes and screen as they are before anything was written; what was shown stays (DECSTR). */
const afresh = '\x1b[?1049l\x1b[!p'

/** A line of the page's own between what the guest wrote. `fresh`: what comes is of another life of its console. */
export function noteOn(terminal: Written, says: string, fresh: boolean): void {
  terminal.write(`${asideFrom}${fresh ? afresh : ''}\r\n\x1b[7m ${says} \x1b[0m\r\n`)
}

/** Writes in pieces; `done` when all of it is drawn. */
function writeInPieces(terminal: Written, bytes: Uint8Array, done: () => void): void {
  for (let at = 0; at < bytes.length; at += piece) {
    const isLast = at + piece >= bytes.length
    terminal.write(bytes.subarray(at, at + piece), isLast ? done : undefined)
  }
}

/** Writes at the pace the terminal draws. What is too much for that is left out, and a line says so. */
export function drawnOn(terminal: Written): ConsoleScreen {
  let pending = 0
  let left = 0
  const tellLeft = () => {
    if (left === 0) return
    noteOn(terminal, `${left.toLocaleString('en')} bytes came too fast to be drawn`, false)
    left = 0
  }
  return {
    bytes: (bytes: ArrayBuffer) => {
      if (bytes.byteLength === 0) return
      if (pending > mostPending) {
        left += bytes.byteLength
        return
      }
      tellLeft()
      pending += bytes.byteLength
      writeInPieces(terminal, new Uint8Array(bytes), () => {
        pending -= bytes.byteLength
        // nothing more may come for long
        if (pending === 0) tellLeft()
      })
    },
    ended: () => undefined,
  }
}
