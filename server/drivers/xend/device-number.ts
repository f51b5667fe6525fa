/** Linux's major and minor numbers of disks by name, which is how a xend lists them (tools/python/xen/util/blkif.py). */
const ide: Readonly<Record<string, readonly [number, number]>> = {
  a: [3, 0],
  b: [3, 64],
  c: [22, 0],
  d: [22, 64],
  e: [33, 0],
  f: [33, 64],
  g: [34, 0],
  h: [34, 64],
}

/** `xvda` 51712, `hdc` 5632, `sda1` 2049; null for a name without a number. */
export function diskNumber(name: string): number | null {
  const [, kind, letters = '', digits] =
    /^(xvd|hd|sd)([a-z]{1,2})(\d{1,3})?$/.exec(name.replace(/^(?:ioemu:)?(?:\/dev\/)?/, '')) ?? []
  const partition = Number(digits ?? 0)
  const disk = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 96, 0) - 1
  if (kind === 'hd') {
    const [major, minor] = ide[letters] ?? [0, 0]
    return major === 0 || partition > 63 ? null : major * 256 + minor + partition
  }
  if (kind === undefined) return null
  if (disk < 16 && partition < 16) return (kind === 'xvd' ? 202 : 8) * 256 + disk * 16 + partition
  // Xen's extended numbers: docs/misc/vbd-interface.txt
  return kind === 'xvd' && partition < 256 ? 2 ** 28 + disk * 256 + partition : null
}
