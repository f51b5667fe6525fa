import { hidesNul, isUtf8 } from './percent.ts'
import { type RefusalCode, type Refused, refuse } from './plan-types.ts'
import type { LibvirtUri, UriPart } from './uri.ts'
import { paramRow, remoteParamOf } from './uri-params.ts'

interface Quirk {
  code: RefusalCode
  /** What one may type. */
  example: string
  libvirt: string
  ours: string
  why: string
}

/** Where libvirt does something harmful with a URI, and what is done here instead; one row each. */
export const quirks: readonly Quirk[] = [
  {
    code: 'empty-user',
    example: 'qemu+ssh://@host/system',
    libvirt: 'Takes the whole rest of the text, “@host/system”, as the user’s name.',
    ours: 'Refused.',
    why: 'Nobody means that login; on a host that logs it, the rest of the URI would be disclosed.',
  },
  {
    code: 'nul',
    example: 'qemu:///system%00/x',
    libvirt: 'Ends the part at %00 and drops the rest of it silently.',
    ours: 'Refused.',
    why: 'What is read would not be what was checked.',
  },
  {
    code: 'not-text',
    example: 'qemu+ssh://h%FF/system',
    libvirt: 'Passes the bytes on as they are.',
    ours: 'Refused when the decoded bytes are not UTF-8.',
    why: 'Names here are text; another name than the one typed would be dialled.',
  },
  {
    code: 'control',
    example: 'qemu+ssh://root%0A@host/system',
    libvirt: 'Passes control characters on to programs, files and logs.',
    ours: 'Refused in users, hosts, paths and the parameters that are used here.',
    why: 'They can forge lines of logs and of protocols.',
  },
  {
    code: 'dash',
    example: 'qemu+ssh://-oProxyCommand=x/system',
    libvirt: 'Gives the name to the ssh program, where older ones read it as an option.',
    ours: 'Hosts and users that begin with “-” are refused, for every transport.',
    why: 'An option of ssh can run any program; no host or user has such a name.',
  },
  {
    code: 'socket-shell',
    example: 'qemu+ssh://host/system?socket=/tmp/x%3Bid',
    libvirt: 'Pastes the path into the remote command without quoting it, so that a shell runs it.',
    ours: 'Refused over SSH when a shell would not take the path as it stands.',
    why: 'It runs commands on the host.',
  },
  {
    code: 'port',
    example: 'qemu+tcp://host:70000/system',
    libvirt: 'Accepts ports up to 2147483647 and fails, oddly, while it dials.',
    ours: 'Refused above 65535.',
    why: 'There is no such port.',
  },
  {
    code: 'embed',
    example: 'qemu:///embed?root=/srv',
    libvirt: 'Runs the QEMU driver inside the calling process.',
    ours: 'Refused.',
    why: 'The driver is native code of libvirt; nothing of it runs in this server.',
  },
]

const highestPort = 65_535

/** The first thing in a URI that is refused whatever the driver, or null. */
export function whyHarmful(uri: LibvirtUri): Refused | null {
  if (uri.raw.user === '') {
    return refuse(
      'empty-user',
      'There is no user before the “@”: name one, or leave the “@” out.',
      'user',
    )
  }
  for (const piece of piecesOf(uri)) {
    const wrong = whyNotPlain(piece)
    if (wrong !== null) return wrong
  }
  if (uri.user?.startsWith('-')) {
    return refuse('dash', 'A user’s name cannot begin with “-”.', 'user')
  }
  if (uri.server?.startsWith('-')) {
    return refuse('dash', 'A host’s name cannot begin with “-”.', 'server')
  }
  if (uri.port > highestPort) {
    return refuse('port', `There is no port ${uri.port}: the highest is ${highestPort}.`, 'port')
  }
  return null
}

interface Piece {
  part: UriPart
  raw: string
  decoded: string
  /** It is used decoded here or sent so, rather than escaped again. */
  bare: boolean
}

function whyNotPlain({ part, raw, decoded, bare }: Piece): Refused | null {
  if (hidesNul(raw)) {
    return refuse('nul', `The ${part} holds %00, at which libvirt would cut it off.`, part)
  }
  if (bare && !isUtf8(raw)) {
    return refuse('not-text', `The escapes in the ${part} do not stand for UTF-8 text.`, part)
  }
  if (bare && controls.test(decoded)) {
    return refuse('control', `The ${part} holds a control character.`, part)
  }
  return null
}

const controls = /\p{Cc}/u

function* piecesOf(uri: LibvirtUri): Iterable<Piece> {
  const { raw, user, server, path, fragment } = uri
  if (user !== null) yield { part: 'user', raw: raw.user ?? '', decoded: user, bare: true }
  if (server !== null) yield { part: 'server', raw: raw.host, decoded: server, bare: true }
  if (path !== null) yield { part: 'path', raw: raw.path, decoded: path, bare: true }
  if (fragment !== null) {
    yield { part: 'fragment', raw: raw.fragment ?? '', decoded: fragment, bare: false }
  }
  for (const [index, { name, value }] of uri.rawParams.entries()) {
    const [decodedName, decodedValue] = uri.params[index] ?? ['', '']
    const known = remoteParamOf(decodedName)
    const bare = known !== null && paramRow(known).kind !== 'flag'
    yield { part: 'query', raw: name, decoded: decodedName, bare: true }
    yield { part: 'query', raw: value ?? '', decoded: decodedValue, bare }
  }
}
