/**
 * Where an axis that begins at zero ends: a little above `highest`, at 1, 2 or 5 times a power of `base`,
 * and never below `least`, so that an idle line lies on the ground instead of filling the graph with noise.
 */
export function scaleTop(highest: number | null, least: number, base: 10 | 1024 = 10): number {
  const wanted = Math.max(highest ?? 0, least)
  const power = base ** Math.floor(Math.log(wanted) / Math.log(base))
  const steps = base === 10 ? [1, 2, 5, 10] : [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024]
  const step = steps.find((one) => one * power >= wanted * 1.02) ?? base * 2
  return step * power
}
