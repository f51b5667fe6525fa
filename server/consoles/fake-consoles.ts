import type { ConsoleOps, TextStream } from '../drivers/driver.ts'

/** A guest whose serial port says back what is typed, in capitals. `force` says that it was taken from somebody. */
export function echoingConsoles(): ConsoleOps & {
  opened: string[]
  end(): void
} {
  const opened: string[] = []
  const ends = new Set<() => void>()
  return {
    opened,
    end: () => {
      for (const end of ends) end()
    },
    list: async () => ({
      displays: [],
      texts: [{ name: 'serial0', kind: 'serial', target: null, backend: 'pty' }],
    }),
    openDisplay: () => Promise.reject(new Error('no display here')),
    openText: async (_, device, { force }) => {
      opened.push(force ? `${device} by force` : device)
      const { stream, end } = echo()
      ends.add(end)
      return stream
    },
    sendBreak: async (_, device) => {
      opened.push(`a break for ${device}`)
    },
  }
}

function echo(): { stream: TextStream; end: () => void } {
  const said: Buffer[] = [Buffer.from('hello ')]
  let over = false
  let wake = () => {}
  const end = () => {
    over = true
    wake()
  }
  const stream: TextStream = {
    async *[Symbol.asyncIterator]() {
      while (!over || said.length > 0) {
        const next = said.shift()
        if (next !== undefined) yield next
        else
          await new Promise<void>((resolve) => {
            wake = resolve
          })
      }
    },
    write: async (bytes) => {
      said.push(Buffer.from(Buffer.from(bytes).toString().toUpperCase()))
      wake()
    },
    close: async () => end(),
  }
  return { stream, end }
}
