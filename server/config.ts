import { BlockList, isIP } from 'node:net'
import path from 'node:path'
import { z } from 'zod'

type Environment = Readonly<Record<string, string | undefined>>

/** One setting: the variable, what it is when unset, what `--help` says, how its text becomes a value. */
interface Setting<T> {
  name: `OIRASE_${string}`
  otherwise: string | ((env: Environment) => string)
  help: string
  parse: z.ZodType<T, string>
  /** Not repeated when it is wrong. */
  secret: boolean
}
const setting = <T>(
  name: Setting<T>['name'],
  otherwise: Setting<T>['otherwise'],
  help: string,
  parse: Setting<T>['parse'],
): Setting<T> => ({ name, otherwise, help, parse, secret: false })

const list = (text: string) => text.split(',').flatMap((part) => part.trim() || [])
const flag = z
  .enum(['', '0', '1', 'no', 'yes', 'false', 'true'], 'must be yes or no')
  .transform((text) => ['1', 'yes', 'true'].includes(text))
const absolute = z.string().refine(path.isAbsolute, 'must be an absolute path')
const file = z.union([z.literal('').transform(() => null), absolute], 'must be an absolute path')

/** `10.0.0.1`, `10.0.0.0/8`, `fd00::/8`. */
function addSubnet(subnets: BlockList, text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/')
  const version = isIP(address)
  const bits = prefix === undefined ? (version === 4 ? 32 : 128) : Number(prefix || Number.NaN)
  if (version === 0 || rest.length > 0 || !Number.isInteger(bits)) return false
  if (bits < 0 || bits > (version === 4 ? 32 : 128)) return false
  subnets.addSubnet(address, bits, version === 4 ? 'ipv4' : 'ipv6')
  return true
}

const subnets = z.string().transform((text, context) => {
  const parts = list(text)
  const found = new BlockList()
  for (const part of parts) {
    if (!addSubnet(found, part)) {
      context.addIssue({ code: 'custom', message: `"${part}" is not an address or a subnet` })
    }
  }
  return parts.length === 0 ? null : found
})

/** 32 bytes as base64. */
const key = z.base64('is not base64').transform((text, context) => {
  const bytes = Buffer.from(text, 'base64')
  if (bytes.length !== 32) context.addIssue({ code: 'custom', message: 'is not 32 bytes' })
  return bytes
})

const dataHome = (env: Environment) =>
  path.join(env.XDG_DATA_HOME || path.join(env.HOME || '/', '.local/share'), 'oirase')

/** Where this account's own keys and certificates are, and the machine's. */
const ownFolders = (env: Environment): string => {
  const home = env.HOME || '/'
  const own = ['.ssh', '.pki/libvirt'].map((folder) => path.join(home, folder))
  const settings = path.join(env.XDG_CONFIG_HOME || path.join(home, '.config'), 'libvirt')
  return [...own, settings, '/etc/pki', '/etc/libvirt'].join(',')
}

const settings = {
  address: setting(
    'OIRASE_ADDRESS',
    '127.0.0.1',
    'IP address to listen on',
    z.string().refine((text) => isIP(text) !== 0, 'must be an IP address'),
  ),
  port: setting(
    'OIRASE_PORT',
    '7373',
    'port to listen on; 0 takes any that is free',
    z
      .string()
      .regex(/^\d{1,5}$/, 'must be a number from 0 to 65535')
      .transform(Number)
      .refine((port) => port <= 65_535, 'must be a number from 0 to 65535'),
  ),
  data: setting('OIRASE_DATA', dataHome, 'folder for the database', absolute),
  keys: {
    ...setting(
      'OIRASE_KEY',
      '',
      'key that seals kept credentials (32 bytes, base64); older ones that still open some follow after commas',
      z.string().transform(list).pipe(z.array(key)),
    ),
    secret: true,
  },
  log: setting(
    'OIRASE_LOG',
    'info',
    'what is logged to standard error: debug, info, warn or error',
    z.enum(['debug', 'info', 'warn', 'error'], 'must be debug, info, warn or error'),
  ),
  worlds: setting(
    'OIRASE_WORLDS',
    '',
    'folders that test:///PATH may read besides the one shipped, separated by commas',
    z.string().transform(list).pipe(z.array(absolute)),
  ),
  sockets: setting(
    'OIRASE_SOCKETS',
    '',
    'folders that a URI may name sockets in besides the ones of libvirt and xend, separated by commas',
    z.string().transform(list).pipe(z.array(absolute)),
  ),
  files: setting(
    'OIRASE_FILES',
    ownFolders,
    'folders that a URI may name keys, certificates, credentials and sockets in, separated by commas',
    z.string().transform(list).pipe(z.array(absolute)),
  ),
  programs: setting(
    'OIRASE_PROGRAMS',
    '',
    'programs that a URI may name (command=, netcat=, ext), as absolute paths separated by commas',
    z.string().transform(list).pipe(z.array(absolute)),
  ),
  reach: setting(
    'OIRASE_REACH',
    '',
    'addresses or subnets that URIs may lead to, separated by commas; unset: all but link-local ones. Never those of clouds’ metadata services',
    subnets,
  ),
  names: setting(
    'OIRASE_NAMES',
    '',
    'host names people reach this server by, separated by commas; addresses and localhost always work',
    z
      .string()
      .toLowerCase()
      .transform(list)
      .pipe(z.array(z.string().regex(/^[a-z0-9.-]+$/, 'must be names without a scheme or port'))),
  ),
  tlsCert: setting('OIRASE_TLS_CERT', '', 'certificate chain (PEM); with a key: serve https', file),
  tlsKey: setting('OIRASE_TLS_KEY', '', 'private key of the certificate (PEM)', file),
  trustedProxy: setting(
    'OIRASE_TRUSTED_PROXY',
    '',
    'addresses or subnets of reverse proxies whose X-Forwarded-* headers are believed',
    subnets,
  ),
  viewersWatch: setting(
    'OIRASE_VIEWERS_WATCH',
    'no',
    'yes: who may only view a machine may also watch its consoles, without typing',
    flag,
  ),
  insecure: setting(
    'OIRASE_INSECURE',
    'no',
    'yes: listen beyond this machine without TLS, passwords readable on the way',
    flag,
  ),
}

export type Config = {
  readonly [K in keyof typeof settings]: z.output<(typeof settings)[K]['parse']>
} & {
  /** Pages are compiled as they are asked for, and the browser is told of changes. */
  readonly dev: boolean
}
export type LogLevel = Config['log']

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

/** Whether an IP address (also one mapped into IPv6) belongs to this machine alone. */
export const isLoopback = (address: string): boolean => contains(loopback, address)

export const contains = (subnets: BlockList, address: string): boolean => {
  const version = isIP(address)
  return version !== 0 && subnets.check(address, version === 4 ? 'ipv4' : 'ipv6')
}

/** Where a browser on this machine (or, with TLS, any) finds the server once it listens on `port`. */
export function originOf({ address, names, tlsCert }: Config, port: number): string {
  const everywhere = address === '0.0.0.0' || address === '::'
  const literal = isIP(address) === 6 ? `[${address}]` : address
  const [name] = names
  const host = name !== undefined && tlsCert !== null ? name : everywhere ? 'localhost' : literal
  return new URL(`${tlsCert === null ? 'http' : 'https'}://${host}:${port}`).origin
}

/** What each setting alone cannot know is wrong. */
function* contradictions(config: Config): Generator<string> {
  if ((config.tlsCert === null) !== (config.tlsKey === null)) {
    yield 'OIRASE_TLS_CERT and OIRASE_TLS_KEY are given together or not at all'
  }
  const covered = config.tlsCert !== null || config.trustedProxy !== null || config.insecure
  if (!isLoopback(config.address) && !covered) {
    yield `OIRASE_ADDRESS ${config.address} can be reached from other machines: give OIRASE_TLS_CERT and OIRASE_TLS_KEY, or OIRASE_TRUSTED_PROXY, or OIRASE_INSECURE=yes`
  }
}

/** Settings from the environment, or one line for each that is wrong. */
export function readConfig(
  env: Environment,
): { ok: true; config: Config } | { ok: false; wrong: string[] } {
  const wrong: string[] = []
  const values = Object.entries(settings).map(([key, { name, otherwise, parse, secret }]) => {
    const standard = typeof otherwise === 'string' ? otherwise : otherwise(env)
    const parsed = parse.safeParse(env[name] ?? standard)
    if (!parsed.success) {
      const given = secret ? '' : ` ("${env[name]}")`
      wrong.push(`${name} ${parsed.error.issues[0]?.message}${given}`)
    }
    return [key, parsed.data]
  })
  if (wrong.length > 0) return { ok: false, wrong }
  const config = { ...Object.fromEntries(values), dev: env.NODE_ENV === 'development' } as Config
  wrong.push(...contradictions(config))
  return wrong.length > 0 ? { ok: false, wrong } : { ok: true, config }
}

/** The settings as lines of `--help`: variable, meaning, what it is when unset. */
export const settingsHelp = (env: Environment): string =>
  Object.values(settings)
    .map(({ name, otherwise, help }) => {
      const standard = typeof otherwise === 'string' ? otherwise : otherwise(env)
      return `  ${name.padEnd(22)}${help}${standard === '' ? '' : ` [${standard}]`}`
    })
    .join('\n')
