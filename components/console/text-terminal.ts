import type { FitAddon } from '@xterm/addon-fit'
import type { SearchAddon } from '@xterm/addon-search'
import type { Terminal } from '@xterm/xterm'
import { watchTheme } from '@/components/ui/watch-theme.ts'
import { writeClipboard } from '@/components/ui/write-clipboard.ts'
import { boundRepeats } from './bound-terminal.ts'
import { withStyleNonce } from './style-nonce.ts'

/** Lines that can be scrolled back to. */
const scrollback = 10_000
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
