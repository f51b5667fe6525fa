import { BlockList, isIPv4, isIPv6 } from 'node:net'
import { ipBytes, ipText } from './ip-bytes.ts'

/** Why an address may not be dialled, as a sentence; null when it may. `host` is how the URI spells it. */
export type AddressFence = (address: string, host: string) => string | null

interface Rule {
  what: string
  subnets: readonly string[]
}

/** Where clouds tell a machine its own secrets, which would be read with this server's. */
const metadata: Rule = {
  what: 'a metadata service of clouds',
  subnets: [
    '169.254.169.254/32', // AWS, Azure, Google, OpenStack and others
    '169.254.170.2/32', // AWS, of a container
    '169.254.170.23/32',
    'fd00:ec2::/64',
    'fd20:ce::254/128', // Google
    '100.100.100.200/32', // Alibaba
    '192.0.0.192/32', // Oracle
    '168.63.129.16/32', // Azure's WireServer
  ],
}
const linkLocal4: Rule = { what: 'link-local', subnets: ['169.254.0.0/16'] }
const linkLocal6: Rule = { what: 'link-local', subnets: ['fe80::/10'] }

const listOf = (subnets: readonly string[]): BlockList => {
  const list = new BlockList()
  for (const subnet of subnets) {
    const [net = '', bits] = subnet.split('/')
    list.addSubnet(net, Number(bits), isIPv4(net) ? 'ipv4' : 'ipv6')
  }
  return list
}
const inMetadata = listOf(metadata.subnets)
const inLinkLocal4 = listOf(linkLocal4.subnets)
const inLinkLocal6 = listOf(linkLocal6.subnets)

/** Prefixes of IPv6, as hex, that carry an IPv4 address, and the octet where it begins. */
const carriers = [
  { prefix: '00000000000000000000ffff', at: 12 }, // mapped (RFC 4291)
  { prefix: '000000000000000000000000', at: 12 }, // compatible, deprecated
  { prefix: '0000000000000000ffff0000', at: 12 }, // translated (RFC 2765)
  { prefix: '0064ff9b0000000000000000', at: 12 }, // NAT64 (RFC 6052)
  { prefix: '2002', at: 2 }, // 6to4 (RFC 3056)
]

/** What a packet to this address may end at: itself, and an IPv4 address written into it. */
function* destinationsOf(address: string): Generator<string> {
  const [plain = ''] = address.split('%')
  yield plain
  if (!isIPv6(plain)) return
  const bytes = ipBytes(plain)
  const carrier = carriers.find(({ prefix }) => bytes.toString('hex').startsWith(prefix))
  if (carrier === undefined) return
  const carried = bytes.subarray(carrier.at, carrier.at + 4)
  // :: and ::1 are themselves, and no IPv4 address begins with two zeros
  if (carried.readUInt16BE() !== 0) yield ipText(carried)
}

const within = (list: BlockList, address: string): boolean =>
  list.check(address, isIPv4(address) ? 'ipv4' : 'ipv6')

/** Only the metadata rule: for somebody at a terminal, who has these rights anyway. */
export const openFence: AddressFence = (address) =>
  [...destinationsOf(address)].some((one) => within(inMetadata, one))
    ? `${address} is the address of ${metadata.what}.`
    : null

/**
 * The server's rule. `reach` null: everything but link-local and metadata addresses; else only its subnets, less
 * those. A link-local IPv6 address may be dialled when the URI itself names the zone and `reach` holds it.
 */
export function addressFence(reach: BlockList | null): AddressFence {
  return (address, host) => {
    const metadataToo = openFence(address, host)
    if (metadataToo !== null) return metadataToo
    const ends = [...destinationsOf(address)]
    const inReach = reach !== null && ends.every((one) => within(reach, one))
    const zoned = host.includes('%') && inReach
    if (ends.some((one) => within(isIPv4(one) ? inLinkLocal4 : inLinkLocal6, one)) && !zoned) {
      return `${address} is a link-local address.`
    }
    return reach === null || inReach
      ? null
      : `${address} is in none of the networks that OIRASE_REACH lists.`
  }
}
