import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { LabDaemon } from '../lab/daemon.ts'
import { linuxFiles, linuxGuestXml, screen, vncOn } from '../lab/linux-guest.ts'

/** A running Linux guest whose VNC display listens on a socket. */
export interface ScreenedGuest {
  uuid: string
  socket: string
}

export async function runScreened(lab: LabDaemon): Promise<ScreenedGuest> {
  const socket = path.join(lab.folder, 'weir.vnc')
  const devices = vncOn(`<listen type='socket' socket='${socket}'/>`) + screen
  const file = path.join(lab.folder, 'weir.xml')
  writeFileSync(file, linuxGuestXml({ name: 'weir', devices }, linuxFiles()))
  await lab.virsh('create', file)
  return { uuid: (await lab.virsh('domuuid', 'weir')).trim(), socket }
}
