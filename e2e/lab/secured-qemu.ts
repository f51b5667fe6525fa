import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FakeAuthority } from '../../server/transport/tls/fake-authority.ts'

/** Who may see a display of it by SASL. */
export const saslUser = { user: 'ada', password: 'pencil' }
/** What its displays with a password ask for. */
export const vncPassword = 'secret'

/** A QEMU without a guest whose displays are secured in every way that it has. */
export interface SecuredQemu {
  /** The socket of a VNC display. */
  vnc(name: keyof typeof ways): string
  /** VNC on ports, with a certificate: for anybody; by SASL; by SASL behind TLS without one; by SASL alone. */
  port: Record<keyof typeof onPorts, number>
  /** SPICE with a password: all of its channels by TLS, all but the main one without. */
  spice: { plain: number; tls: number }
  /** Where the authority of its certificates lies, as cacert.pem. */
  pki: string
  stop(): Promise<void>
}

const ways = {
  x509: 'tls-creds=x509',
  x509both: 'tls-creds=both',
  x509vnc: 'tls-creds=x509,password-secret=pw',
  anonymous: 'tls-creds=anon',
  anonymousVnc: 'tls-creds=anon,password-secret=pw',
  sasl: 'sasl=on',
  vnc: 'password-secret=pw',
}

/** QEMU has SASL on ports only. */
const onPorts = {
  x509: 'tls-creds=x509',
  x509sasl: 'tls-creds=x509,sasl=on',
  anonymousSasl: 'tls-creds=anon,sasl=on',
  sasl: 'sasl=on',
}

/** `host` is in the certificate of all of them. */
export async function startSecuredQemu(
  authority: FakeAuthority,
  host: string,
): Promise<SecuredQemu> {
  const folder = mkdtempSync(path.join(tmpdir(), 'oirase-secured-'))
  const at = (name: string) => path.join(folder, name)
  const pki = at('pki')
  layFiles(folder, authority, host)
  const ports: [string, number][] = []
  for (const name of Object.keys(onPorts)) ports.push([name, await freePort()])
  const port = Object.fromEntries(ports) as SecuredQemu['port']
  const [plain, tls] = [await freePort(), await freePort()]
  const sockets = Object.entries(ways).flatMap(([name, way]) => [
    '-vnc',
    `unix:${at(name)},id=${name},${way}`,
  ])
  const qemu = spawn(
    'qemu-system-x86_64',
    [
      ...['-machine', 'none', '-nodefaults', '-display', 'none', '-S'],
      ...['-object', `secret,id=pw,data=${vncPassword}`],
      ...['-object', `tls-creds-x509,id=x509,endpoint=server,dir=${pki},verify-peer=off`],
      // and wants one of whoever comes
      ...['-object', `tls-creds-x509,id=both,endpoint=server,dir=${pki},verify-peer=on`],
      ...['-object', 'tls-creds-anon,id=anon,endpoint=server'],
      ...sockets,
      ...Object.entries(onPorts).flatMap(([name, way]) => [
        '-vnc',
        `127.0.0.1:${port[name as keyof typeof onPorts] - 5900},id=${name}-port,${way}`,
      ]),
      '-spice',
      [
        ...[`addr=127.0.0.1,port=${plain},tls-port=${tls},x509-dir=${pki}`],
        ...['password-secret=pw', 'tls-channel=main', 'plaintext-channel=inputs'],
      ].join(),
    ],
    { env: { ...process.env, SASL_CONF_PATH: at('sasl.d') }, stdio: 'ignore' },
  )
  const gone = once(qemu, 'exit')
  for (let tries = 0; tries < 200 && !existsSync(at('vnc')); tries++) await sleep(100)
  return {
    ...{ port, pki, spice: { plain, tls } },
    vnc: (name) => at(name),
    stop: async () => {
      qemu.kill()
      await gone
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function layFiles(folder: string, authority: FakeAuthority, host: string): void {
  const [pki, sasl] = [path.join(folder, 'pki'), path.join(folder, 'sasl.d')]
  mkdirSync(pki)
  mkdirSync(sasl)
  const { cert, key } = authority.issue({ names: [host], alternatives: [`DNS:${host}`] })
  for (const [name, text] of [
    ['ca-cert.pem', authority.ca],
    ['cacert.pem', authority.ca],
    ['server-cert.pem', cert],
    ['server-key.pem', key],
  ] as const) {
    writeFileSync(path.join(pki, name), text)
  }
  const database = path.join(sasl, 'users.db')
  writeFileSync(
    path.join(sasl, 'qemu.conf'),
    `mech_list: scram-sha-256 plain\nsasldb_path: ${database}\n`,
  )
  const asked = ['-p', '-c', '-a', 'qemu', '-f', database, saslUser.user]
  execFileSync('saslpasswd2', asked, { input: saslUser.password })
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
