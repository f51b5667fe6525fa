import { access, readdir } from 'node:fs/promises'
import path from 'node:path'
import { matchesPattern } from './ssh-config-pattern.ts'

/** The paths a glob(7) pattern stands for, sorted, at most `most`; a name with a dot in front must be named so. */
export async function expandGlob(pattern: string, most: number): Promise<string[]> {
  const [root, ...parts] = pattern.split('/')
  let found = [root === '' ? '/' : root!]
  for (const part of parts) {
    const next = await Promise.all(found.map((folder) => step(folder, part)))
    found = next.flat().slice(0, most)
  }
  const there = await Promise.all(
    found.map((file) =>
      access(file).then(
        () => true,
        () => false,
      ),
    ),
  )
  return found.filter((_, at) => there[at])
}

async function step(folder: string, part: string): Promise<string[]> {
  if (!/[*?[]/.test(part)) return [path.join(folder, part)]
  const names = await readdir(folder).catch(() => [])
  const fits = (name: string) =>
    name.startsWith('.') === part.startsWith('.') && matchesGlob(part, name)
  return names
    .filter(fits)
    .sort()
    .map((name) => path.join(folder, name))
}

/** Brackets are a regular expression's, too; without any, the pattern of ssh_config is the same as the shell's. */
function matchesGlob(part: string, name: string): boolean {
  const [, before, set, after] = /^([^[]*)\[([^\]]+)\](.*)$/.exec(part) ?? []
  if (before === undefined || set === undefined || after === undefined)
    return matchesPattern(part, name)
  const letters = setLetters(set)
  return [...new Set(name)]
    .filter((letter) => letters(letter))
    .some((letter) =>
      matchesGlob(`${before}${letter === '*' || letter === '?' ? '?' : letter}${after}`, name),
    )
}

function setLetters(set: string): (letter: string) => boolean {
  const negated = /^[!^]/.test(set)
  const body = negated ? set.slice(1) : set
  const ranges = [...body.matchAll(/(.)-(.)|(.)/gs)].map(([, from, to, one]): [string, string] => [
    from ?? one!,
    to ?? one!,
  ])
  return (letter) => ranges.some(([from, to]) => from <= letter && letter <= to) !== negated
}
