/**
 * What a soft keyboard did to a text: so many characters were erased at its end, and others written. Such keyboards
 * tell of no keys, and replace whole words when they guess.
 */
export function typedBetween(before: string, after: string): { erased: number; text: string } {
  const [old, now] = [[...before], [...after]]
  let same = 0
  while (same < old.length && old[same] === now[same]) same += 1
  return { erased: old.length - same, text: now.slice(same).join('') }
}
