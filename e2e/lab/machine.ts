import { execFile, spawn } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { repositoryRoot } from './repository-root.ts'

const script = path.join(repositoryRoot(), 'e2e/lab/machine.sh')
const runFile = promisify(execFile)
const patience = 60_000
const outputMax = 64 * 1024 * 1024

export interface RunOptions {
  env?: Readonly<Record<string, string>>
  /** Whose rights and login it runs with; root's without it. */
  user?: string
}

/** What of Linux a machine of the lab has for itself: a network, processes, mounts and a host name. */
export interface Machine {
  readonly folder: string
  /** The process whose network namespace it is: what `ip link … netns` wants. */
  readonly pid: number
  /** Runs a line of bash in it, as its process 1 would; rejects when that fails. `&` leaves something running. */
  order(line: string): Promise<void>
  /** Runs a program in it and resolves to what that printed; rejects with what it complained of. */
  run(program: string, args: readonly string[], options?: RunOptions): Promise<string>
  /** The words before a program that is to be spawned in it. */
  enter(options?: RunOptions): [program: string, ...args: string[]]
  /** Ends whatever runs in it. Idempotent; the end of this process does the same. */
  stop(): Promise<void>
}

const flags = { mnt: 'mount', net: 'net', uts: 'uts', pid_for_children: 'pid' } as const

/** Starts a machine whose state lies in `folder`, which is gone when the machine is. */
export async function startMachine(folder: string): Promise<Machine> {
  mkdirSync(folder, { recursive: true })
  const apart = ['--mount', '--net', '--uts', '--pid', '--fork', '--kill-child', '--mount-proc']
  const child = spawn('unshare', [...apart, '--propagation', 'private', 'bash', script, folder], {
    // a group of its own: an interrupt at the terminal reaches it as the end of its input, which tidies up
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const exited = new Promise<void>((resolve) => child.on('exit', () => resolve()))
  const waiting: ((status: string) => void)[] = []
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.(line))
  child.on('exit', () => {
    for (const answer of waiting.splice(0)) answer('its end')
  })
  child.stdin.on('error', () => {}) // told by its exit
  const order = async (line: string) => {
    const status = await new Promise<string>((resolve) => {
      waiting.push(resolve)
      child.stdin.write(`${line}\n`)
    })
    if (status !== '0') throw new Error(`${line}: ${status}\n${lastWords(folder)}`)
  }
  await order('true') // its namespaces are there once it answers
  const enter = (options: RunOptions = {}) => entering(child.pid ?? 0, options)
  return {
    folder,
    pid: child.pid ?? 0,
    enter,
    order,
    run: async (program, args, options) => {
      const [nsenter, ...rest] = enter(options)
      const limits = { maxBuffer: outputMax, timeout: patience }
      const answer = runFile(nsenter, [...rest, program, ...args], limits)
      answer.child.stdin?.end() // nobody is there to be asked
      return (await answer).stdout
    },
    stop: async () => {
      child.stdin.end()
      await exited
    },
  }
}

function entering(pid: number, { env = {}, user }: RunOptions): [string, ...string[]] {
  const spaces = Object.entries(flags).map(([name, flag]) => `--${flag}=/proc/${pid}/ns/${name}`)
  const login =
    user === undefined ? [] : ['setpriv', `--reuid=${user}`, `--regid=${user}`, '--init-groups']
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`)
  return ['nsenter', ...spaces, ...login, 'env', ...variables]
}

const lastWords = (folder: string) =>
  readFileSync(path.join(folder, 'orders.log'), 'utf8').slice(-2000)
