/** What a paragraph of the help can be about. */
type HelpKind =
  | 'section'
  | 'form'
  | 'example'
  | 'driver'
  | 'transport'
  | 'param'
  | 'setup'
  | 'quirk'
  | 'console'
  | 'trouble'

/** A paragraph of the help: `trouble-tls-expired`, `param-keyfile`. */
export type HelpAnchor = `${HelpKind}-${string}`

const asked = (values: Record<string, string | undefined>): string => {
  const given = Object.entries(values).filter(
    (pair): pair is [string, string] => pair[1] !== undefined,
  )
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`
}

/** Every address of the product, built here only. */
export const paths = {
  home: () => '/',
  signIn: (next?: string) =>
    next === undefined ? '/login' : `/login?next=${encodeURIComponent(next)}`,
  /** The token rides in the fragment, which no server and no log ever sees. */
  claim: (token: string) => `/login#claim=${token}`,
  connect: (uri?: string) =>
    uri === undefined ? '/connect' : `/connect?uri=${encodeURIComponent(uri)}`,
  connection: (connection: string) => `/connections/${connection}`,
  /** The wall of a connection's screens, or of all. */
  screens: (connection?: string) =>
    connection === undefined ? '/screens' : `/connections/${connection}/screens`,
  host: (connection: string) => `/connections/${connection}/host`,
  events: (connection: string) => `/connections/${connection}/events`,
  hostLog: (connection: string) => `/connections/${connection}/log`,
  newMachine: (connection: string) => `/connections/${connection}/new`,
  domain: (connection: string, domain: string) => `/connections/${connection}/domains/${domain}`,
  domainHardware: (connection: string, domain: string) =>
    `/connections/${connection}/domains/${domain}/hardware`,
  /** `console` picks one of its consoles: display-0, text-serial0 … */
  domainConsole: (connection: string, domain: string, console?: string) =>
    `/connections/${connection}/domains/${domain}/console${asked({ console })}`,
  /** The same in a window without anything around it. */
  consoleWindow: (connection: string, domain: string, console?: string) =>
    `/console/${connection}/${domain}${asked({ console })}`,
  domainXml: (connection: string, domain: string) =>
    `/connections/${connection}/domains/${domain}/xml`,
  domainLog: (connection: string, domain: string) =>
    `/connections/${connection}/domains/${domain}/log`,
  history: () => '/history',
  settings: () => '/settings',
  people: () => '/people',
  /** Connection URIs, or one paragraph of that page. */
  help: (about?: HelpAnchor) => (about === undefined ? '/help/uris' : `/help/uris#${about}`),
  api: () => '/api',
  openApi: () => '/api/openapi.json',
  live: () => '/api/live',
  /** The socket of a console that somebody was let into, and of each further channel of its display. */
  consoleSocket: (console: string) => `/api/consoles/${console}`,
  consoleChannel: (console: string) => `/api/consoles/${console}/channel`,
  /** The picture of a machine's first screen, as PNG. */
  screenshot: (connection: string, domain: string) =>
    `/api/connections/${connection}/domains/${domain}/screenshot`,
} as const
