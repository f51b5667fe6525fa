import { equivalents } from '../../lib/libvirt/equivalents.ts'
import { explainUri } from '../../lib/libvirt/explain.ts'
import type { Opening } from '../../lib/libvirt/plan.ts'
import { type Dial, isRefused, type Open } from '../../lib/libvirt/plan-types.ts'
import { canonicalUri, type LibvirtUri } from '../../lib/libvirt/uri.ts'
import { columnsOf, visible } from './visible.ts'

type Row = readonly [label: string, value: string | number | null]

/** What `oirase uri` says of one text, for a person: a block of aligned lines, or where the text is wrong. */
export function uriReport(text: string, opening: Opening, readOnly: boolean): string {
  if (!opening.ok) return wrongText(text, opening)
  const { uri, plan, source, alias } = opening
  const found = source === 'given' || source === 'nowhere' ? null : source
  const rows: Row[] = [
    ['URI', text === '' ? '(none)' : text],
    ['from', alias === null ? found : `alias ${alias}${found === null ? '' : ` in ${found}`}`],
    ...partRows(uri),
    ['canonical', canonicalUri(uri)],
  ]
  if (isRefused(plan)) rows.push(['refused', `${plan.refused} [${plan.code}]`])
  else rows.push(...planRows(plan), ['means', explainUri(uri, plan)], ...warningRows(plan))
  if (!isRefused(plan)) {
    const same = equivalents(uri, { readOnly })
    rows.push(['virsh', same.virsh], ['virt-manager', same.virtManager])
    rows.push(['virt-install', same.virtInstall], ['environment', same.env])
  }
  return `${rows.flatMap(lineOf).join('')}\n`
}

const partRows = (uri: LibvirtUri): Row[] => [
  ['scheme', uri.scheme],
  ['user', uri.user],
  ['server', uri.server],
  ['port', uri.port || null],
  ['path', uri.path],
  ...uri.params.map(([name, value]): Row => ['parameter', `${name} = ${value}`]),
  ['fragment', uri.fragment],
]

function planRows(plan: Open): Row[] {
  const options = Object.entries(plan.options).map(
    ([name, value]): Row => [
      'option',
      `${name} = ${typeof value === 'string' ? value : JSON.stringify(value)}`,
    ],
  )
  const tries = (plan.candidates ?? []).map((dial): Row => ['try', tryOf(dial)])
  return [
    ['driver', plan.driver],
    ['transport', plan.transport],
    ['dials', dialled(plan)],
    ['far socket', plan.transport === 'unix' ? null : plan.socket],
    ['as user', plan.user],
    ['name sent', plan.remoteName === '' ? '(empty: the daemon chooses)' : plan.remoteName],
    ...options,
    ...(tries.length > 0 ? tries : []),
  ]
}

const tryOf = (dial: Dial): string => `${dial.driver}: ${dialled(dial) ?? '(in this process)'}`

function dialled({ transport, host, port, socket }: Dial): string | null {
  if (transport === 'unix') return socket
  if (host === null) return null
  const name = host.includes(':') ? `[${host}]` : host
  return port > 0 ? `${name}:${port}` : name
}

const warningRows = ({ warnings }: Open): Row[] =>
  warnings.map(({ code, say }): Row => ['warning', `${say} [${code}]`])

const lineOf = ([label, value]: Row): string[] =>
  value === null ? [] : [`${label.padEnd(13)} ${visible(String(value))}\n`]

/** The text with a mark under the character that is wrong. */
function wrongText(text: string, { at, error }: Extract<Opening, { ok: false }>): string {
  const before = ' '.repeat(columnsOf(visible(text.slice(0, at))))
  return `${visible(text)}\n${before}^ ${visible(error)}\n\n`
}
