/** major × 1,000,000 + minor × 1,000 + release (virConnectGetVersion) as dotted text; null for 0: not known. */
export const dottedVersion = (version: number): string | null =>
  version === 0
    ? null
    : [version / 1_000_000, (version / 1_000) % 1_000, version % 1_000].map(Math.trunc).join('.')
