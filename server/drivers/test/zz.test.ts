import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { test } from 'vitest'
import { systemClock } from '../../../lib/clock.ts'
import { openTest } from './open.ts'
import { Worlds } from './worlds.ts'

test('x', async () => {
  const worlds = new Worlds({ clock: systemClock, hostname: 'vm', folders: ['/tmp/w'] })
  const options = { readOnly: false, signal: new AbortController().signal, progress: () => {} }
  for (const [uri, file] of [
    ['test:///default', undefined],
    ['test:///tmp/w/a.xml', '/tmp/w/a.xml'],
    ['test:///tmp/w/b.xml', '/tmp/w/b.xml'],
    ['test:///tmp/w/c.xml', '/tmp/w/c.xml'], ['test:///tmp/w/d.xml', '/tmp/w/d.xml'], ['test:///tmp/w/e.xml', '/tmp/w/e.xml'], ['test:///tmp/w/show.xml', '/tmp/w/show.xml'],
  ] as const) {
    const d = await openTest({ options: file ? { file } : { world: 'default' } }, worlds, options)
    let ours = ''
    const virsh = (c: string) =>
      execFileSync('virsh', ['-q', '-c', uri, c], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      })
    let theirs = ''
    for await (const e of d.watch(options.signal)) {
      if (e.type !== 'listing') break
      for (const row of e.domains) {
        ours += await d.domains.xml(row.uuid, false)
        theirs += virsh(`dumpxml --domain '${row.name}'`)
      }
      break
    }
    ours += await d.node.capabilities()
    theirs += virsh('capabilities')
    for (const n of await d.networks!.list()) {
      ours += await d.networks!.xml(n.name)
      theirs += virsh(`net-dumpxml ${n.name}`)
    }
    for (const n of await d.pools!.list()) {
      ours += await d.pools!.xml(n.name)
      theirs += virsh(`pool-dumpxml ${n.name}`)
    }
    for (const n of await d.interfaces!.list()) {
      ours += await d.interfaces!.xml(n.name)
      theirs += virsh(`iface-dumpxml ${n.name}`)
    }
    for (const n of await d.nodeDevices!.list()) {
      ours += await d.nodeDevices!.xml(n.name)
      theirs += virsh(`nodedev-dumpxml ${n.name}`)
    }
    const mask = (s: string) =>
      s
        .replace(/<uuid>.*<\/uuid>/g, '<uuid/>')
        .replace(/<mac address='.*'\/>/g, '<mac/>')
        .trim() + '\n'
    writeFileSync('/tmp/w/ours.txt', mask(ours))
    writeFileSync('/tmp/w/theirs.txt', mask(theirs))
    try {
      console.log(
        uri,
        execFileSync('diff', ['-u', '/tmp/w/theirs.txt', '/tmp/w/ours.txt'], { encoding: 'utf8' }),
      )
    } catch (e: any) {
      console.log(uri, e.stdout)
    }
    await d.close()
  }
})
