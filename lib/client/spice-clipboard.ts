import { whyNotForGuest } from './for-guest.ts'

/** What spice-client (1.2) does by itself whenever an agent in the guest asks for it. */
export interface ClipboardHandlers {
  /** The guest copied something: asks for it. */
  handle_clipboard_grab(): void
  /** The guest wants what the person copied: reads it from the browser. */
  handle_clipboard_send(): void
  handle_clipboard_receive(message: never): void
  send_clipboard_grab(): void
}

/**
 * Keeps a guest from the person's clipboard, and its own from the person, while `shares` says so: the library itself
 * asks nobody but the browser, which may have been allowed for something else.
 */
export function guardClipboard(
  handlers: ClipboardHandlers,
  shares: () => boolean,
  readText: () => Promise<string>,
): void {
  const receive = handlers.handle_clipboard_receive.bind(handlers)
  const grab = handlers.handle_clipboard_grab.bind(handlers)
  const offer = handlers.send_clipboard_grab.bind(handlers)
  const send = handlers.handle_clipboard_send.bind(handlers)
  handlers.handle_clipboard_grab = () => {
    if (shares()) grab()
  }
  handlers.handle_clipboard_receive = (message) => {
    if (shares()) receive(message)
  }
  handlers.send_clipboard_grab = () => {
    if (shares()) offer()
  }
  handlers.handle_clipboard_send = () => {
    if (!shares()) return
    readText().then(
      (text) => {
        if (shares() && whyNotForGuest(text) === null) send()
      },
      // the browser said no, and has told the person itself
      () => undefined,
    )
  }
}
