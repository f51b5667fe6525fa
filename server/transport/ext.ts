import type { Failure } from '../../lib/failure.ts'
import { programTrouble } from '../../lib/libvirt/troubles/program.ts'
import { runProgram } from './ext-program.ts'
import { farCommand } from './ssh/far-command.ts'
import type { FarEnd, FarProgram } from './ssh/ssh-connection.ts'
import { TunnelStream } from './ssh/tunnel-stream.ts'
import type { DialPlan, DialTransport, Surrounds, Wire } from './transport.ts'

const mostShown = 400

/** Through a program of this machine, which the fence has let pass. It is given no arguments, as libvirt gives it none. */
export const dialExt =
  (surrounds: Surrounds): DialTransport =>
  async ({ options }, { signal, progress }) => {
    signal.throwIfAborted()
    progress('dialling')
    const program = await runProgram(options.command ?? '', [], surrounds)
    progress('greeting', `${options.command} runs.`)
    return wireOf(program)
  }

/** Through a program that the URI names in the place of ssh, run as libvirt runs it (virNetSocketNewConnectSSH). */
export const dialCommand =
  (surrounds: Surrounds): DialTransport =>
  async (plan, { signal, progress }) => {
    signal.throwIfAborted()
    progress('dialling')
    const program = await runProgram(plan.options.command ?? '', sshArguments(plan), surrounds)
    progress('greeting', `${plan.options.command} runs.`)
    return wireOf(program)
  }

/** The host comes behind `--`: whatever it is, it is no option. */
function sshArguments({ host, port, user, options, ways = [] }: DialPlan): string[] {
  const way = ways.findLast((one) => one.by === 'program')
  if (way === undefined) throw new TypeError('a plan without a program for its far side')
  return [
    ...(port === 0 ? [] : ['-p', String(port)]),
    ...(user === null ? [] : ['-l', user]),
    ...(options.keyfile === undefined ? [] : ['-i', options.keyfile]),
    ...['-T', '-e', 'none'],
    ...(options.no_tty ? ['-o', 'BatchMode=yes'] : []),
    ...(options.no_verify ? ['-o', 'StrictHostKeyChecking=no'] : []),
    ...['--', host ?? 'localhost', farCommand(way, options.readOnly === true)],
  ]
}

function wireOf({ stream: inner, ended }: FarProgram): Wire {
  const stream = new TunnelStream(inner, {
    heard: () => {},
    strange: (bytes) =>
      programTrouble('program-strange', shown(bytes.toString('utf8', 0, mostShown))),
    ended: async (heard) => whyEnded(await ended, heard),
  })
  return { stream, close: () => void stream.destroy() }
}

function whyEnded({ code, signal, stderr }: FarEnd, heard: boolean): Failure {
  const how = signal === null ? `with code ${code}` : `by ${signal}`
  const words = shown(stderr)
  const said = words === '' ? 'and said nothing.' : `and said: ${words}`
  return programTrouble(heard ? 'program-lost' : 'program-ended', `It ended ${how} ${said}`)
}

const shown = (text: string): string =>
  text
    .replaceAll(/[^\P{Cc}\n\t]/gu, '�')
    .trim()
    .slice(0, mostShown)
