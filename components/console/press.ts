import type RFB from '@novnc/novnc'
import type { KeyPress } from '@/lib/client/keysyms.ts'

/** Presses keys one after the other and lets them go in the opposite order. */
export function press(rfb: RFB | null, keys: readonly KeyPress[]): void {
  for (const { keysym, code } of keys) rfb?.sendKey(keysym, code, true)
  for (const { keysym, code } of keys.toReversed()) rfb?.sendKey(keysym, code, false)
}
