import { type ChildProcess, spawn } from 'node:child_process'
import { Duplex } from 'node:stream'
import { programTrouble } from '../../lib/libvirt/troubles/program.ts'
import type { Bytes, Milliseconds } from '../../lib/units.ts'
import { errnoWords } from './errno-words.ts'
import type { FarEnd, FarProgram } from './ssh/ssh-connection.ts'
import type { Surrounds } from './transport.ts'

const mostErrors: Bytes = 4_096
/** From the polite signal to the other one. */
const mercy: Milliseconds = 2_000

/** What libvirt lets its own ssh have (virNetSocketNewConnectCommand, src/rpc/virnetsocket.c); no other leaves us. */
const passed = [
  'PATH',
  'HOME',
  'USER',
  'LOGNAME',
  'TMPDIR',
  'XDG_RUNTIME_DIR',
  'KRB5CCNAME',
  'SSH_AUTH_SOCK',
  'SSH_ASKPASS',
  'OPENSSL_CONF',
  'DISPLAY',
  'XAUTHORITY',
] as const

/**
 * Runs a program of this machine, by its path and without a shell; its input and output are the stream, and the end of
 * that is its end and that of what it has started. Throws Failure when it cannot be run.
 */
export async function runProgram(
  program: string,
  args: readonly string[],
  { env, clock }: Pick<Surrounds, 'env' | 'clock'>,
): Promise<FarProgram> {
  if (!program.startsWith('/') || program.includes('\0')) {
    throw programTrouble('program-path', `'${program}' is no absolute path.`)
  }
  const child = spawn(program, args, {
    cwd: '/',
    // exactly these, though a type of ours wants every process to have a NODE_ENV
    env: { ...passedOf(env), LC_ALL: 'C' } as unknown as NodeJS.ProcessEnv,
    stdio: ['pipe', 'pipe', 'pipe'],
    // a group of its own, so that what it has started ends with it
    detached: true,
  })
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve)
    child.once('error', (cause) => reject(notRun(program, cause)))
  })
  const ended = endOf(child)
  const stream = Duplex.from({ readable: child.stdout, writable: child.stdin })
  stream.on('error', () => {}) // its end says why
  stream.once('close', () => {
    end(child, 'SIGTERM')
    void Promise.race([ended, clock.sleep(mercy)]).then(() => end(child, 'SIGKILL'))
  })
  return { stream, ended }
}

const passedOf = (env: Surrounds['env']): Record<string, string> =>
  Object.fromEntries(passed.flatMap((name) => (env[name] ? [[name, env[name]]] : [])))

function notRun(program: string, cause: NodeJS.ErrnoException) {
  const detail = `Cannot run '${program}': ${errnoWords(cause)}`
  const denied = cause.code === 'EACCES' || cause.code === 'EPERM'
  return programTrouble(denied ? 'program-denied' : 'program-missing', detail, { cause })
}

function endOf(child: ChildProcess): Promise<FarEnd> {
  const end: FarEnd = { code: null, signal: null, stderr: '' }
  let left = mostErrors
  child.stderr?.on('data', (bytes: Buffer) => {
    end.stderr += bytes.toString('utf8', 0, Math.min(left, bytes.length))
    left = Math.max(0, left - bytes.length)
  })
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => Object.assign(end, { code, signal }))
    child.once('close', () => resolve(end))
  })
}

/** Ends its whole group, which may outlive it. */
function end({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, signal)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ESRCH') throw cause
  }
}
