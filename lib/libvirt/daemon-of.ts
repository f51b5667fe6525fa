import { driverRow } from './drivers.ts'
import type { Dial } from './plan-types.ts'
import { shellQuote } from './shell-quote.ts'
import { type Advice, say } from './trouble.ts'

const ownSocket = /\/libvirt\/(?:(virt[a-z]+d)|libvirt)-sock(?:-ro)?$/

/** A socket whose path libvirt itself would use. */
export const isOwnSocket = ({ socket }: Pick<Dial, 'socket'>): boolean =>
  ownSocket.test(socket ?? '')

/** `virtqemud` of `/var/run/libvirt/virtqemud-sock`; the sockets of the daemon for all are called after libvirt. */
export const daemonOf = ({ socket }: Pick<Dial, 'socket'>): string =>
  ownSocket.exec(socket ?? '')?.[1] ?? 'libvirtd'

/** The driver whose hypervisor a daemon is asked for: `qemu` of `qemu:///system`. */
export const driverOf = ({ remoteName }: Pick<Dial, 'remoteName'>): string | null =>
  /^[a-z]+(?=:)/.exec(remoteName ?? '')?.[0] ?? null

/** That driver's own daemon in a modular installation. */
export const ownDaemonOf = (dial: Pick<Dial, 'remoteName'>): string | null =>
  driverRow(driverOf(dial))?.daemon ?? null

/** Units that may answer: the one that the socket names, else the daemon for all and the one of the driver. */
function unitsOf(dial: Dial): string[] {
  const named = daemonOf(dial)
  if (named !== 'libvirtd') return [named]
  const own = ownDaemonOf(dial)
  return own === null ? ['libvirtd'] : ['libvirtd', own]
}

/** Advice to read the log of whichever daemon a dial leads to. */
export const readJournal = (dial: Dial): Advice => {
  if (dial.options.session) {
    return say('Read what your daemon says of itself.', 'journalctl --user -b -n 50 -t libvirtd')
  }
  const units = unitsOf(dial).map((unit) => `-u ${unit}`)
  return say(
    'Read what the daemon says of itself, on the host.',
    `sudo journalctl ${units.join(' ')} -n 50`,
  )
}

/** Advice to see whether that daemon runs. */
export const seeStatus = (dial: Dial): Advice => {
  const units = unitsOf(dial).map(shellQuote).join(' ')
  return say('See on the host whether the daemon is well.', `systemctl status ${units}`)
}
