import { hasKey, type Sexpr } from './sexpr.ts'

/** So many bytes by chance. */
export type Random = (count: number) => Uint8Array

/** Of Xen, the other three bytes by chance. */
const prefix = [0x00, 0x16, 0x3e] as const

/** `(vif …)` with an address. xend makes up another one at every start of a card that has none. */
export function withAddress(device: readonly Sexpr[], random: Random): readonly Sexpr[] {
  if (device[0] !== 'vif' || hasKey(device, 'mac')) return device
  const [first = 0, ...others] = random(3)
  // the lower half of Xen's addresses, as xend itself makes them (randomMAC of server/netif.py)
  const bytes = [...prefix, first & 0x7f, ...others]
  const mac = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(':')
  return [...device, ['mac', mac]]
}

/** All cards of a definition with one. */
export function withAddresses(definition: Sexpr, random: Random): Sexpr {
  if (typeof definition === 'string') return definition
  return definition.map((one) => {
    const [key, device] = typeof one === 'string' ? [] : one
    const card = key === 'device' && device !== undefined && typeof device !== 'string'
    return card ? ['device', withAddress(device, random)] : one
  })
}
