/**
 * Security types (RFC 6143 §7.1.2 and the registry of the rfbproto project), and those inside of VeNCrypt as QEMU's
 * ui/vnc.h numbers them.
 */
export const securityTypes = { none: 1, vnc: 2, veNCrypt: 19, sasl: 20 } as const

/** How a display lets somebody in once the line is as it wants it. */
export type Proof = 'none' | 'vnc' | 'sasl' | 'plain'

export interface SubType {
  seal: 'certified' | 'anonymous' | null
  proof: Proof
}

/** What we speak inside of VeNCrypt, that which proves most first. */
export const subTypes: ReadonlyMap<number, SubType> = new Map([
  [260, { seal: 'certified', proof: 'none' }],
  [263, { seal: 'certified', proof: 'sasl' }],
  [261, { seal: 'certified', proof: 'vnc' }],
  [262, { seal: 'certified', proof: 'plain' }],
  [264, { seal: 'anonymous', proof: 'sasl' }],
  [258, { seal: 'anonymous', proof: 'vnc' }],
  [257, { seal: 'anonymous', proof: 'none' }],
  [259, { seal: 'anonymous', proof: 'plain' }],
  [256, { seal: null, proof: 'plain' }],
])

/** Those that nobody but their makers speak, or nobody should. */
const names: Readonly<Record<number, string>> = {
  5: 'RealVNC’s RSA-AES',
  6: 'RealVNC’s RSA-AES',
  13: 'RealVNC’s RSA-AES',
  16: 'Tight',
  17: 'UltraVNC’s own sign-in',
  18: 'Vino’s TLS',
  19: 'VeNCrypt',
  20: 'SASL',
  21: 'an MD5 challenge',
  22: 'xvp’s own sign-in',
  30: 'Apple’s sign-in',
  33: 'Apple’s sign-in',
  35: 'Apple’s Kerberos',
  36: 'Apple’s sign-in',
  113: 'a Windows account by UltraVNC',
  129: 'RealVNC’s RSA-AES',
  130: 'RealVNC’s RSA-AES',
  133: 'RealVNC’s RSA-AES',
}

const nameOf = (type: number): string => {
  const maker = type >= 128 && type <= 255 ? 'a sign-in of RealVNC’s' : 'a sign-in without a name'
  return `${names[type] ?? maker} (type ${type})`
}

/** What a display wants that we do not speak, as the end of a sentence. */
export const wanted = (types: readonly number[]): string =>
  [...new Set(types)].slice(0, 8).map(nameOf).join(' or ')
