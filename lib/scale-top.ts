/**
 * Where an axis that begins at zero ends: a little above `highest`, at 1, 2 or 5 times a power of ten, and
 * never below `least`, so that an idle line lies on the ground instead of filling the graph with noise.
 */
export function scaleTop(highest: number | null, least: number): number {
  const wanted = Math.max(highest ?? 0, least)
  const power = 10 ** Math.floor(Math.log10(wanted))
  const step = [1, 2, 5].find((one) => one * power >= wanted * 1.02) ?? 10
  return step * power
}
