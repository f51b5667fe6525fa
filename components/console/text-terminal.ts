import type { FitAddon } from '@xterm/addon-fit'
import type { SearchAddon } from '@xterm/addon-search'
import type { Terminal } from '@xterm/xterm'
import type { ConsoleScreen } from '@/lib/client/screens.ts'
import type { Bytes } from '@/lib/units.ts'
import { watchTheme } from '@/components/ui/watch-theme.ts'
import { writeClipboard } from '@/components/ui/write-clipboard.ts'
import { boundRepeats, writeInPieces } from './bound-terminal.ts'
import { withStyleNonce } from './style-nonce.ts'

/** Lines that can be scrolled back to. */
const scrollback = 10_000
/** Unwritten at most; a guest that floods loses the rest. The terminal takes some 10 MB a second. */
const mostPending: Bytes = 4 * 1024 * 1024
/** Of a text to its background, whatever colours a guest chooses (WCAG 2.1, 1.4.3). */
const contrast = 4.5

export interface OpenTerminal {
  terminal: Terminal
  search: SearchAddon
  /** Fits it to its place again. */
  fit: () => void
  close: () => void
}

async function load() {
  const [{ Terminal }, { FitAddon }, { SearchAddon }] = await Promise.all([
    import('@xterm/xterm'),
    import('@xterm/addon-fit'),
    import('@xterm/addon-search'),
  ])
  return { Terminal, FitAddon, SearchAddon }
}

/** Colours of the page, so that a terminal looks like one of its cards. */
function themeOf(place: HTMLElement) {
  const { backgroundColor: background, color: foreground } = getComputedStyle(place)
  const marked = getComputedStyle(document.documentElement).getPropertyValue('--accent-soft')
  return { background, foreground, cursor: foreground, selectionBackground: marked }
}

/**
 * Opens a terminal in `place`. What a guest sends is drawn and reaches nothing else: its titles, bells, links and
 * clipboard are nobody's. null: `signal` aborted before.
 */
export async function openTerminal(
  place: HTMLElement,
  signal: AbortSignal,
): Promise<OpenTerminal | null> {
  const { Terminal, FitAddon, SearchAddon } = await load()
  if (signal.aborted) return null
  const terminal = new Terminal({
    scrollback,
    fontFamily: getComputedStyle(document.documentElement).getPropertyValue('--mono'),
    fontSize: 13,
    theme: themeOf(place),
    minimumContrastRatio: contrast,
    // a link of a guest's (OSC 8) would lead wherever the guest likes, under any name
    linkHandler: { activate: () => undefined },
  })
  const fit: FitAddon = new FitAddon()
  const search: SearchAddon = new SearchAddon()
  boundRepeats(terminal)
  terminal.loadAddon(fit)
  terminal.loadAddon(search)
  withStyleNonce(() => terminal.open(place))
  terminal.attachCustomKeyEventHandler((event) => handsOn(terminal, event))
  fit.fit()
  const endTheme = watchTheme(() => {
    terminal.options.theme = themeOf(place)
  })
  const close = () => {
    endTheme()
    terminal.dispose()
  }
  return { terminal, search, fit: () => fit.fit(), close }
}

/** Whether a key is the guest's. Ctrl+Shift+C and V are the terminal's, as they are everywhere. */
function handsOn(terminal: Terminal, event: KeyboardEvent): boolean {
  if (!(event.ctrlKey && event.shiftKey) || event.altKey || event.metaKey) return true
  if (event.code === 'KeyC' && event.type === 'keydown') {
    event.preventDefault()
    copyMarked(terminal)
  }
  // by V the browser itself pastes, which needs no permission
  return event.code !== 'KeyC' && event.code !== 'KeyV'
}

export function copyMarked(terminal: Terminal): void {
  const marked = terminal.getSelection()
  if (marked === '') return
  void writeClipboard(marked).finally(() => terminal.focus())
}

/** A terminal as it is before anything was written: colours, modes and screen, while what was shown stays (DECSTR). */
const afresh = '\x1b[?1049l\x1b[!p\x1b[0m'

/** A line of the page's own between what the guest wrote. */
export const noteOn = (terminal: Terminal, says: string): void =>
  terminal.write(`${afresh}\r\n\x1b[7m ${says} \x1b[0m\r\n`)

/** Writes at the pace the terminal draws. What is too much for that is left out, and a line says so. */
export function drawnOn(terminal: Terminal): ConsoleScreen {
  let pending = 0
  let left = 0
  const tellLeft = () => {
    if (left === 0) return
    noteOn(terminal, `${left.toLocaleString('en')} bytes came too fast to be drawn`)
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
