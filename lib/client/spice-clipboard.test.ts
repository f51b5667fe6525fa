import { expect, test } from 'vitest'
import { guardClipboard } from './spice-clipboard.ts'

function setUp(copied: string) {
  const done: string[] = []
  let shares = false
  const spice = {
    handle_clipboard_grab: () => void done.push('asked for it'),
    handle_clipboard_receive: () => void done.push('took it'),
    handle_clipboard_send: () => void done.push('sent ours'),
    send_clipboard_grab: () => void done.push('offered ours'),
  }
  let reads = 0
  const readText = async () => {
    reads += 1
    return copied
  }
  guardClipboard(spice, () => shares, readText)
  const ask = async () => {
    spice.handle_clipboard_grab()
    spice.handle_clipboard_receive()
    spice.send_clipboard_grab()
    spice.handle_clipboard_send()
    await new Promise((resolve) => setTimeout(resolve))
    return done.splice(0)
  }
  return {
    ask,
    share: (now: boolean) => {
      shares = now
    },
    reads: () => reads,
  }
}

test('a guest that asks gets and gives nothing, and the clipboard is not even read', async () => {
  const { ask, reads } = setUp('a secret')
  expect(await ask()).toEqual([])
  expect(reads()).toBe(0)
})

test('what was allowed goes both ways, until it is not any more', async () => {
  const { ask, share } = setUp('a text')
  share(true)
  expect(await ask()).toEqual(['asked for it', 'took it', 'offered ours', 'sent ours'])
  share(false)
  expect(await ask()).toEqual([])
})

test('a text that is too long for a guest stays here', async () => {
  const { ask, share } = setUp('x'.repeat(70_000))
  share(true)
  expect(await ask()).not.toContain('sent ours')
})
