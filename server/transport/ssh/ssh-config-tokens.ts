/** `%h` and its like; those that are not given stay as they are. */
export const expandTokens = (text: string, tokens: Readonly<Record<string, string>>): string =>
  text.replace(/%(.)/g, (whole, letter: string) =>
    letter === '%' ? '%' : (tokens[letter] ?? whole),
  )

/** `${NAME}`; null when one is not set. */
export function expandEnvironment(
  text: string,
  env: Readonly<Record<string, string | undefined>>,
): string | null {
  let complete = true
  const expanded = text.replace(/\$\{(\w+)\}/g, (_, name: string) => {
    const value = env[name]
    if (value === undefined) complete = false
    return value ?? ''
  })
  return complete ? expanded : null
}

/** `~/` at the start is the home. Other people's homes are not looked up. */
export const expandHome = (text: string, home: string): string =>
  text === '~' || text.startsWith('~/') ? `${home}${text.slice(1)}` : text
