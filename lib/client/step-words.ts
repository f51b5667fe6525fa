/** The doctor's steps (server/connections/ladder-steps.ts) as a person calls them; one that is missing is shown as it is. */
const words: Readonly<Record<string, string>> = {
  resolve: 'What is meant',
  parse: 'Read the URI',
  plan: 'What will be done',
  file: 'Read the file',
  socket: 'Dial the socket',
  lookup: 'Look up the host',
  connect: 'Dial',
  secure: 'Secure the line',
  identify: 'Check who answers',
  login: 'Log in',
  tunnel: 'Reach the daemon',
  greet: 'Greet the daemon',
  authenticate: 'Sign in',
  open: 'Open',
  list: 'List the machines',
  version: 'Version',
  abilities: 'What it can do',
}

/** `connect 2` is the second of its kind, by another host on the way. */
export function stepWords(step: string): string {
  const [name = '', round] = step.split(' ')
  if (!Object.hasOwn(words, name)) return step
  return round === undefined ? (words[name] ?? step) : `${words[name]} (${round})`
}
