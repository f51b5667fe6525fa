import type { LabHost } from './host.ts'

/** Whose session it is: an account that has no other way to run guests. */
export const sessionUser = 'stranger'
export const sessionPorts = { tcp: 16519, tls: 16524 } as const

const home = `/home/${sessionUser}`

const conf = `listen_tcp = 1
listen_tls = 1
tcp_port = "${sessionPorts.tcp}"
tls_port = "${sessionPorts.tls}"
auth_tcp = "none"
auth_tls = "none"
`

/**
 * Starts the account's own daemon on a host, which by itself no client may reach over the network: this one listens
 * there too, with the host's certificate, where a user's own is looked for (virnettlscontext.c).
 */
export async function startSession({ machine, write }: LabHost): Promise<void> {
  write(`${home}/session.conf`, conf)
  const pki = `${home}/.pki/libvirt`
  const put = (from: string, to: string) =>
    `install -D -o ${sessionUser} -m 600 /etc/pki/${from} ${pki}/${to}`
  await machine.order(
    [
      put('CA/cacert.pem', 'cacert.pem'),
      put('libvirt/servercert.pem', 'servercert.pem'),
      put('libvirt/private/serverkey.pem', 'serverkey.pem'),
    ].join(' && '),
  )
  await machine.run('libvirtd', ['--daemon', '--listen', '--config', `${home}/session.conf`], {
    user: sessionUser,
    env: { HOME: home },
  })
}

/** Runs virsh on the account's own daemon, which that starts when it must. */
export const virshInSession = ({ machine }: LabHost, ...args: string[]): Promise<string> =>
  machine.run('virsh', ['--quiet', '--connect', 'qemu:///session', ...args], {
    user: sessionUser,
    env: { HOME: home },
  })
