import type { ProxyDomain, ProxyWorld } from './proxy-commands.ts'

const mib = 1024

function guest(id: number, name: string, osType: 'linux' | 'hvm', state: number): ProxyDomain {
  const uuid = `5b0c9d1e7a424f0e8d3c${id.toString(16).padStart(12, '0')}`
  const memory = 256 * mib
  return {
    id,
    name,
    uuid,
    osType,
    state,
    maxMemory: 2 * memory,
    memory,
    vcpus: 2,
    cpuTime: 12_345_678_900n,
    xml: domainXml({ id, name, uuid, osType, memory }),
  }
}

const domainXml = (domain: Pick<ProxyDomain, 'id' | 'name' | 'uuid' | 'osType' | 'memory'>) => `\
<domain type='xen' id='${domain.id}'>
  <name>${domain.name}</name>
  <uuid>${domain.uuid}</uuid>
  <os>
    <type>${domain.osType}</type>
    <kernel>/boot/vmlinuz-2.6-xenU</kernel>
  </os>
  <memory>${domain.memory}</memory>
  <vcpu>2</vcpu>
  <on_poweroff>destroy</on_poweroff>
  <on_reboot>restart</on_reboot>
  <on_crash>restart</on_crash>
  <devices>
    <disk type='file' device='disk'>
      <source file='/var/lib/xen/images/${domain.name}.img'/>
      <target dev='xvda'/>
    </disk>
  </devices>
</domain>
`

const capabilities = `\
<capabilities>
  <host>
    <cpu>
      <arch>x86_64</arch>
    </cpu>
  </host>
  <guest>
    <os_type>xen</os_type>
    <arch name='x86_64'>
      <wordsize>64</wordsize>
      <domain type='xen'></domain>
    </arch>
  </guest>
</capabilities>
`

/** Domain-0, a guest that waits and a guest that is paused, on a machine of Xen 3.1. */
export const someProxyWorld = (): ProxyWorld => ({
  version: 3_001_000,
  node: {
    model: 'x86_64',
    memory: 8190 * mib,
    cpus: 4,
    mhz: 2400,
    nodes: 1,
    sockets: 2,
    cores: 2,
    threads: 1,
  },
  capabilities,
  domains: [
    guest(0, 'Domain-0', 'linux', 1),
    guest(1, 'web', 'linux', 2),
    guest(3, 'windows', 'hvm', 3),
  ],
})
