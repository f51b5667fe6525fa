import { WebSocket } from 'ws'
import { applyMessages, type LiveState, nothingYet } from '../../lib/client/live-state.ts'
import { type DomainRow, serverMessage } from '../../lib/contract/live.ts'
import type { QuestionRow } from '../../lib/contract/opening.ts'
import { paths } from '../../lib/paths.ts'

/** A page's live half without the page: what it would show, by the same steps. */
export interface Tab {
  state(): LiveState
  rows(connection: string): DomainRow[]
  phase(connection: string): string | undefined
  /** Every question there ever was, answered ones with them. */
  readonly asked: readonly QuestionRow[]
  watch(connection: string): void
  close(): void
}

/** Opens the live socket of a signed-in person; resolves once all connections are known. */
export async function openTab(origin: string, cookie: string): Promise<Tab> {
  const socket = new WebSocket(origin.replace('http', 'ws') + paths.live(), {
    headers: { cookie, origin },
  })
  let state = nothingYet
  const asked: QuestionRow[] = []
  const send = (message: object) => socket.send(JSON.stringify(message))
  const watch = (connection: string) => send({ type: 'watch', connection })
  const known = new Promise<void>((resolve, reject) => {
    socket.on('error', reject)
    socket.on('message', (frame) => {
      const message = serverMessage.parse(JSON.parse(String(frame)))
      if (message.type === 'question') asked.push(message.row)
      const applied = applyMessages(state, [message])
      state = applied.state
      applied.gaps.forEach(watch)
      if (message.type === 'connections') resolve()
    })
  })
  await known
  return {
    state: () => state,
    rows: (connection) => [...(state.listings.get(connection)?.domains.values() ?? [])],
    phase: (connection) => state.connections?.get(connection)?.state.phase,
    asked,
    watch,
    close: () => socket.close(),
  }
}
