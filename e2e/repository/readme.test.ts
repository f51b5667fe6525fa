import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { openPlan } from '../../lib/libvirt/plan.ts'
import { root } from '../root.ts'

const text = readFileSync(path.join(root, 'README.md'), 'utf8')
const [, section = ''] = /## Connection URIs\n([\s\S]*?)\n## /.exec(text) ?? []
const rows = [...section.matchAll(/^\| (`[^`]+`|\(nothing\)) \| .* \| ([\w, ]+) \|$/gm)].map(
  ([, uri = '', way = '']) => [uri === '(nothing)' ? '' : uri.slice(1, -1), way] as const,
)
const drivers = { remote: 'libvirt', xend: 'xend', 'xen-proxy': 'proxy', test: 'this process' }
const around = { uid: 1000, readOnly: false, env: {}, libvirtConf: null, sockets: [] }

test('the README has a row for each kind of URI', () => {
  expect(rows.length).toBeGreaterThanOrEqual(14)
})

test.each(rows)('“%s” goes by %s, as the README says', (uri, way) => {
  const opening = openPlan(uri, around)
  const plan = opening.ok && 'driver' in opening.plan ? opening.plan : null
  expect(plan && [drivers[plan.driver], plan.transport].filter(Boolean).join(', ')).toBe(way)
})
