const hex = (value: number, width: number) => value.toString(16).padStart(width, '0')

/** The uuid that domain `index` of every generated world has. */
export const worldUuid = (index: number) => `4f697261-7365-4c61-8062-${hex(index, 12)}`
export const worldName = (index: number) => `guest-${String(index).padStart(5, '0')}`

/** `mixed`: of twenty, twelve run, one is paused and seven are off. */
export type WorldStates = 'mixed' | 'running'

/** virDomainState of domain `index`. */
function runState(index: number, states: WorldStates): number {
  if (states === 'running') return 1
  const place = index % 20
  if (place < 12) return 1
  return place === 12 ? 3 : 5
}

function domain(index: number, states: WorldStates): string {
  const mac = `52:54:00:${hex((index >> 16) & 255, 2)}:${hex((index >> 8) & 255, 2)}:${hex(index & 255, 2)}`
  const size = 1 + (index % 8)
  return `<domain type="test">
<name>${worldName(index)}</name><uuid>${worldUuid(index)}</uuid><title>Guest number ${index}</title>
<memory unit="GiB">${size}</memory><vcpu>${size}</vcpu>
<os><type arch="x86_64" machine="q35">hvm</type><boot dev="hd"/></os>
<devices>
<disk type="file" device="disk"><driver name="qemu" type="qcow2"/><source file="/images/${index}.qcow2"/><target dev="vda" bus="virtio"/></disk>
<interface type="network"><mac address="${mac}"/><source network="default"/><model type="virtio"/></interface>
<graphics type="vnc" autoport="yes"/><video><model type="virtio"/></video>
</devices>
<test:runstate>${runState(index, states)}</test:runstate>
</domain>`
}

/**
 * A world of `count` domains in the format of libvirt's test driver (docs/drvtest.rst): for `test:///FILE`
 * in a process, and for `test+unix:///FILE` in a daemon.
 */
export function worldXml(count: number, states: WorldStates = 'mixed'): string {
  const domains = Array.from({ length: count }, (_, index) => domain(index, states))
  return `<node xmlns:test="http://libvirt.org/schemas/domain/test/1.0">
<cpu><model>x86_64</model><mhz>2600</mhz><nodes>2</nodes><sockets>1</sockets><cores>16</cores><threads>2</threads><active>64</active></cpu>
<memory>536870912</memory>
<network><name>default</name><bridge name="virbr0"/><forward mode="nat"/><ip address="192.168.122.1" netmask="255.255.255.0"/></network>
${domains.join('\n')}
</node>
`
}
