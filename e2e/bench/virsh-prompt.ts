import { spawn } from 'node:child_process'
import type { Milliseconds } from '../../lib/units.ts'
import { now } from './page-clock.ts'

/** A virsh that waits for commands, so that its start and end are in no figure. */
export interface VirshPrompt {
  /** When virsh said that the daemon had done `command` to that domain. */
  act(command: 'suspend' | 'resume', domain: string): Promise<Milliseconds>
  end(): void
}

const words = { suspend: 'suspended', resume: 'resumed' } as const

export function openVirsh(uri: string): VirshPrompt {
  // it writes to a pipe in blocks; stdbuf makes that lines
  const child = spawn('stdbuf', ['-oL', 'virsh', '--connect', uri], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, LC_ALL: 'C' },
  })
  let said = ''
  let wanted: { word: string; say(at: Milliseconds): void; fail(why: Error): void } | null = null
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString()
    if (wanted === null || !said.includes(wanted.word)) return
    said = ''
    wanted.say(now())
    wanted = null
  })
  child.once('exit', () => wanted?.fail(new Error(`virsh ended: ${said}`)))
  return {
    act: (command, domain) =>
      new Promise((resolve, reject) => {
        wanted = { word: `Domain '${domain}' ${words[command]}`, say: resolve, fail: reject }
        child.stdin.write(`${command} ${domain}\n`)
      }),
    end: () => void child.kill(),
  }
}
