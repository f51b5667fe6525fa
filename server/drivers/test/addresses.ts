/**
 * The addresses libvirt makes up for an active domain (testDomainInterfaceAddresses): each network's first, then
 * twenty for each domain in the order of ids and one for each interface. An interface of another kind gets
 * libvirt's 192.168.0.x too; ours leaves it without, as its network is not in the world.
 */
export function madeUpAddresses(
  id: number,
  networks: readonly (string | null)[],
  leasesOf: (network: string) => string | null,
): string[] {
  return networks.flatMap((network, index) => {
    const first = network === null ? null : leasesOf(network)
    const address = first === null ? null : later(first, 20 * (id - 1) + index + 1)
    return address ?? []
  })
}

/** The address so many places after this one; null for text that is no address. */
function later(first: string, places: number): string | null {
  if (first.includes(':')) {
    const group = /^(.*:)([0-9a-f]{0,4})$/i.exec(first)
    if (group === null) return null
    return `${group[1]}${(Number.parseInt(group[2] || '0', 16) + places).toString(16)}`
  }
  const parts = first.split('.').map(Number)
  if (parts.length !== 4 || !parts.every((one) => one >= 0 && one <= 255)) return null
  const sum = parts.reduce((number, part) => number * 256 + part, 0) + places
  return [24, 16, 8, 0].map((shift) => (sum >>> shift) & 255).join('.')
}
