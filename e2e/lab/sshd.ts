import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type Account, accountRows, firstUid, password } from './accounts.ts'
import { append, placeOf, type WriteFile } from './host-files.ts'
import type { Machine } from './machine.ts'

export interface SshdOptions {
  ports: readonly number[]
  /** Public keys that every account takes. */
  authorized: string
  /** Further lines of sshd_config, before what counts for single accounts. */
  settings: readonly string[]
}

export interface Sshd {
  start(): Promise<void>
  /** Ends it and every login through it. */
  stop(): Promise<void>
  /** Makes new host keys, as a reinstalled host has them; `start` uses them. */
  changeKeys(): Promise<void>
  /** Public host keys, as the lines of known_hosts have them behind the name. */
  publicKeys(): string[]
}

const keyTypes = ['ed25519', 'ecdsa'] as const

const mainConf = ({ ports, settings }: SshdOptions) => [
  ...ports.map((port) => `Port ${port}`),
  ...keyTypes.map((type) => `HostKey /etc/ssh/ssh_host_${type}_key`),
  'UsePAM yes',
  'UseDNS no',
  'StrictModes no',
  'AuthorizedKeysFile /etc/ssh/authorized/%u',
  'PasswordAuthentication no',
  'KbdInteractiveAuthentication no',
  'PermitRootLogin prohibit-password',
  'LogLevel VERBOSE',
  'PidFile /run/sshd.pid',
  'MaxStartups 100',
  'Subsystem sftp internal-sftp',
  ...settings,
]

function accountConf([name, { sshd = [], programs }]: readonly [string, Account]): string[] {
  const own = programs === undefined ? sshd : [...sshd, `SetEnv PATH=/opt/${name}`]
  return own.length === 0 ? [] : [`Match User ${name}`, ...own.map((line) => `  ${line}`)]
}

/** A wrong password is told at once, not after PAM's two seconds. */
const pam = `auth required pam_unix.so nodelay
account required pam_nologin.so
account required pam_unix.so
session required pam_permit.so
`

/** Makes the accounts and the configuration; nothing runs yet. */
export async function prepareSshd(
  machine: Machine,
  write: WriteFile,
  options: SshdOptions,
): Promise<Sshd> {
  const conf = [...mainConf(options), ...accountRows.flatMap(accountConf)]
  write('/etc/ssh/sshd_config', `${conf.join('\n')}\n`)
  write('/etc/pam.d/sshd', pam)
  for (const name of ['root', ...accountRows.map(([name]) => name)]) {
    write(`/etc/ssh/authorized/${name}`, options.authorized)
  }
  await makeAccounts(machine, write)
  const key = (type: string) => `/etc/ssh/ssh_host_${type}_key`
  const make = keyTypes.map((type) => `ssh-keygen -q -t ${type} -N '' -C '' -f ${key(type)}`)
  const old = keyTypes.map((type) => `${key(type)} ${key(type)}.pub`).join(' ')
  const changeKeys = () => machine.order([`rm -f ${old}`, ...make].join(' && '))
  await changeKeys()
  return {
    changeKeys,
    start: () => machine.order('/usr/sbin/sshd -E /var/log/libvirt/sshd.log'),
    // in its own process namespace: nobody else's sshd has this name here
    stop: () => machine.order('pkill sshd; while pgrep sshd >/dev/null; do sleep 0.02; done'),
    publicKeys: () =>
      keyTypes.map((type) =>
        readFileSync(placeOf(machine.folder, `${key(type)}.pub`), 'utf8').trim(),
      ),
  }
}

async function makeAccounts(machine: Machine, write: WriteFile): Promise<void> {
  const hash = (await machine.run('openssl', ['passwd', '-6', password])).trim()
  const rows = accountRows.map(([name, account], index) => ({
    name,
    id: firstUid + index,
    account,
  }))
  append(
    machine,
    '/etc/passwd',
    rows.map(
      ({ name, id, account }) =>
        `${name}:x:${id}:${id}::/home/${name}:${account.shell ?? '/bin/bash'}`,
    ),
  )
  append(
    machine,
    '/etc/shadow',
    rows.map(({ name }) => `${name}:${hash}:19000:0:99999:7:::`),
  )
  append(
    machine,
    '/etc/group',
    rows.map(({ name, id }) => `${name}:x:${id}:`),
  )
  const groups = placeOf(machine.folder, '/etc/group')
  const admitted = rows.filter(({ account }) => account.admitted).map(({ name }) => name)
  writeFileSync(groups, withMembers(readFileSync(groups, 'utf8'), admitted))
  for (const { name, account } of rows) {
    mkdirSync(placeOf(machine.folder, `/home/${name}`), { recursive: true })
    if (account.startup !== undefined) write(`/home/${name}/.bashrc`, `${account.startup}\n`)
    if (account.programs !== undefined) await gather(machine, `/opt/${name}`, account.programs)
  }
  await machine.order(rows.map(({ name, id }) => `chown -R ${id}:${id} /home/${name}`).join(' && '))
}

/** The group libvirt of an /etc/group, with these members and no other; added when a package has not made it. */
function withMembers(groups: string, members: readonly string[]): string {
  const others = groups.split('\n').filter((line) => line !== '' && !line.startsWith('libvirt:'))
  return `${[...others, `libvirt:x:2000:${members.join()}`].join('\n')}\n`
}

const gather = (machine: Machine, folder: string, programs: readonly string[]) =>
  machine.order(
    `mkdir -p ${folder} && ln -s $(which ${programs.join(' ')}) ${path.posix.normalize(folder)}`,
  )
