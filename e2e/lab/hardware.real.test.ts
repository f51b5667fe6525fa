import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { type HardwareDevice, hardwareOf } from '../../lib/xml/devices/hardware.ts'
import { readXml } from '../../lib/xml/read.ts'
import { writeNode } from '../../lib/xml/write.ts'
import { type LabDaemon, startDaemon } from './daemon.ts'

/** A device of each kind that QEMU runs without anything of the machine's. */
const definition = `<domain type='qemu'><name>rich</name><memory unit='MiB'>64</memory>
<os><type arch='x86_64' machine='pc'>hvm</type></os><features><acpi/></features>
<devices><emulator>/usr/bin/qemu-system-x86_64</emulator>
<disk type='file' device='disk'><driver name='qemu' type='raw' cache='none'/><source file='/var/lib/libvirt/boot.img'/><target dev='vda' bus='virtio'/><readonly/></disk>
<disk type='file' device='cdrom'><target dev='hda' bus='ide'/></disk>
<controller type='usb' model='piix3-uhci'/><controller type='scsi' model='virtio-scsi'/>
<serial type='pty'/><console type='pty'/><parallel type='file'><source path='/var/lib/libvirt/par'/></parallel>
<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>
<channel type='pty'><target type='virtio' name='oirase'/></channel>
<interface type='ethernet'><model type='e1000'/></interface>
<interface type='user'><model type='virtio'/></interface>
<input type='tablet' bus='usb'/>
<graphics type='vnc' autoport='yes' listen='127.0.0.1'/>
<sound model='ich6'/><video><model type='vga'/></video><watchdog model='i6300esb' action='reset'/>
<rng model='virtio'><backend model='random'>/dev/urandom</backend></rng><panic model='isa'/>
<filesystem type='mount'><source dir='/var/lib/libvirt'/><target dir='share'/></filesystem>
</devices></domain>`

describe.skipIf(inject('labSkipped') !== null)('the hardware of a real guest', () => {
  let lab: LabDaemon
  beforeAll(async () => {
    lab = await startDaemon()
    const file = path.join(lab.folder, 'lib/rich.xml')
    writeFileSync(file, definition)
    await lab.virsh('define', file)
    await lab.virsh('start', 'rich')
  })
  afterAll(() => lab.stop())

  const hardware = async (): Promise<HardwareDevice[]> => {
    const now = readXml(await lab.virsh('dumpxml', 'rich')).root
    return hardwareOf(now, readXml(await lab.virsh('dumpxml', '--inactive', 'rich')).root)
  }

  const differing = (devices: readonly HardwareDevice[]) =>
    devices.flatMap(({ key, change, later }) =>
      change === null ? [] : { key, change, later: later && writeNode(later) },
    )

  test('that runs as it is defined will be the same after its next start', async () => {
    const devices = await hardware()
    expect(devices.length).toBeGreaterThan(20)
    expect(differing(devices)).toEqual([])
  })

  test('is told apart where its definition was changed while it runs', async () => {
    await lab.virsh('attach-disk', 'rich', '/var/lib/libvirt/boot.img', 'vdb', '--config')
    await lab.virsh('detach-disk', 'rich', 'hda', '--config')
    expect(differing(await hardware())).toEqual([
      { key: 'disk-hda', change: 'removed', later: null },
      { key: 'disk-vdb', change: 'added', later: expect.stringContaining('boot.img') },
    ])
  })
})
