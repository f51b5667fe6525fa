import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { GuestKind } from './guest-kinds.ts'
import { newDomainXml } from './new-domain.ts'

const missing = spawnSync('virsh', ['--version']).status !== 0
const why = missing ? ' (skipped: virsh is not installed)' : ''

const kind = (type: string, osType: string, arch = 'x86_64', more: Partial<GuestKind> = {}) => ({
  ...{ type, osType, arch, emulator: null, loader: null },
  ...more,
})
const kinds: GuestKind[] = [
  kind('kvm', 'hvm', 'x86_64', { emulator: '/usr/bin/qemu-system-x86_64' }),
  kind('qemu', 'hvm', 'aarch64', { emulator: '/usr/bin/qemu-system-aarch64' }),
  kind('xen', 'hvm', 'x86_64', { loader: '/usr/lib/xen/boot/hvmloader' }),
  kind('xen', 'linux'),
  kind('xen', 'linux', 'i686'),
  kind('lxc', 'exe', 'x86_64', { emulator: '/usr/libexec/libvirt_lxc' }),
  kind('test', 'hvm', 'i686'),
  kind('test', 'linux', 'i686'),
  kind('qemu', 'hvm', ''),
]

test.skipIf(missing)(
  `libvirt takes what it writes, with and without the comment marks${why}`,
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'new-domain-'))
    const file = join(folder, 'web.xml')
    try {
      for (const one of kinds) {
        const xml = newDomainXml(one, 'web')
        for (const text of [xml, xml.replace(/<!-- [^<]*|-->/g, '')]) {
          writeFileSync(file, text)
          const asked = ['-c', 'test:///default', 'define', '--validate', file]
          const { status, stderr } = spawnSync('virsh', asked, { encoding: 'utf8' })
          expect(status, `${JSON.stringify(one)}\n${stderr}\n${text}`).toBe(0)
        }
      }
    } finally {
      rmSync(folder, { recursive: true })
    }
  },
)
