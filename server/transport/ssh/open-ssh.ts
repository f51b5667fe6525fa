import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { credentialsFor } from '../../../lib/libvirt/auth-conf.ts'
import { sshTrouble } from '../../../lib/libvirt/troubles/ssh.ts'
import { readAuthFile } from '../auth-file.ts'
import { farEnd } from '../tcp.ts'
import type { DialOptions } from '../transport.ts'
import { hostOnFile } from './host-keys.ts'
import { openThrough } from './jump.ts'
import { OpenedSsh } from './open-ssh-connection.ts'
import { handshake } from './open-ssh-handshake.ts'
import { sshSettings } from './ssh-config.ts'
import type { SshSettings } from './ssh-config-settings.ts'
import type { OpenSsh, SshConnection, SshSurrounds, SshTarget } from './ssh-connection.ts'

/** Opens a login over SSH; see its type for what it promises. */
export const openSsh: OpenSsh = (target, options, surrounds) => open(target, options, surrounds, [])

/** `way`: the hosts that are being jumped from already, so that no circle is gone through for ever. */
async function open(
  target: SshTarget,
  options: DialOptions,
  surrounds: SshSurrounds,
  way: readonly string[],
): Promise<OpenedSsh> {
  options.signal.throwIfAborted()
  const settings = await sshSettings(target, surrounds)
  const [onFile, filed] = await Promise.all([
    hostOnFile(settings),
    filedPassword(target, surrounds),
  ])
  const { stream, hop } = await lineTo(settings, target, { options, surrounds, way })
  try {
    const made = await handshake(stream, { settings, onFile, filed, options, surrounds })
    const login = `${settings.user}@${settings.host}:${settings.port}`
    const connection = new OpenedSsh(login, made, { stream, clock: surrounds.clock })
    void connection.ended.then(() => hop?.close())
    return connection
  } catch (cause) {
    hop?.close()
    throw cause
  }
}

/** Whoever has the stream ends it. */
interface Line {
  stream: Duplex
  /** What carries it, besides. */
  hop: SshConnection | null
}

interface Way {
  options: DialOptions
  surrounds: SshSurrounds
  way: readonly string[]
}

/** Bytes to the SSH server: by TCP, or through the last of the hosts before it. */
async function lineTo(settings: SshSettings, target: SshTarget, given: Way): Promise<Line> {
  const { options, surrounds } = given
  const { host, port, jump } = settings
  if (jump !== null) {
    const openHop = (hop: SshTarget, hopOptions: DialOptions, way: readonly string[]) =>
      open(hop, hopOptions, surrounds, way)
    const line = await openThrough({ ...given, jump, host, port, target, openHop })
    options.progress('securing', found(`through ${line.hop.login}`, settings))
    return line
  }
  const socket = await dialWithin(settings, given)
  options.progress('securing', found(farEnd(socket), settings))
  return { stream: socket, hop: null }
}

const found = (where: string, { notes }: SshSettings): string => [where, ...notes].join('. ')

/** By TCP; within ConnectTimeout when the configuration has one. */
async function dialWithin(
  { host, port, connectTimeout }: SshSettings,
  given: Way,
): Promise<Socket> {
  const { options, surrounds } = given
  if (connectTimeout === null) return surrounds.dialTcp(host, port, { ...options, surrounds })
  const [late, done] = [new AbortController(), new AbortController()]
  void surrounds.clock.sleep(connectTimeout, done.signal).then(() => {
    const words = `No connection within ${connectTimeout / 1000} s, the ConnectTimeout of ssh_config.`
    late.abort(sshTrouble('ssh-silent', words))
  })
  try {
    const signal = AbortSignal.any([options.signal, late.signal])
    return await surrounds.dialTcp(host, port, { ...options, signal, surrounds })
  } finally {
    done.abort()
  }
}

/** What auth.conf has for SSH to this host: libvirt's own SSH transports look there first. */
async function filedPassword(
  { host, options }: SshTarget,
  surrounds: SshSurrounds,
): Promise<string | null> {
  const conf = await readAuthFile(options.authfile, surrounds)
  return credentialsFor(conf, 'ssh', host)?.password ?? null
}
