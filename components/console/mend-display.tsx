'use client'

import { useState } from 'react'
import { sentenceOf } from '@/lib/client/request-failed.ts'
import { listeningOnAll } from '@/lib/xml/listening.ts'
import { useApi } from '@/components/data/services.ts'
import { useHostChange } from '@/components/data/use-change.ts'
import { useSettled } from '@/components/data/use-settled.ts'
import { useConfirm } from '@/components/shell/confirm-host.tsx'
import { Button } from '@/components/ui/button.tsx'
import { Problem } from '@/components/ui/problem.tsx'

/** Lets a display listen on every address of its host, from the machine's next start on. */
export function MendDisplay({
  connection,
  uuid,
  name,
  index,
}: {
  connection: string
  uuid: string
  name: string
  index: number
}) {
  const api = useApi()
  const confirm = useConfirm()
  const host = useHostChange(connection)
  const { waits, problem, settle } = useSettled()
  const [done, setDone] = useState(false)
  const mend = async () => {
    const title = `Let the display of ${name} listen on all addresses?`
    const loses =
      'Everybody who reaches the host’s network reaches this display from its next start on. Give it a password, or a firewall, first.'
    if (!(await confirm({ title, loses, act: 'Listen on all' }))) return
    const task = await settle(async (looking) => {
      const { xml } = await api.domains.xml({ connection, domain: uuid, inactive: 'true' })
      return host.settle('define', { xml: listeningOnAll(xml, index) }, looking)
    })
    setDone(task !== null)
  }
  if (done) return <p role="status">It is defined so. Shut the machine down and run it again.</p>
  return (
    <div className="grid justify-items-center gap-2">
      <Button
        whyNot={waits ? 'The host is being asked.' : host.whyNot('define')}
        onClick={() => void mend()}
      >
        Listen on all addresses
      </Button>
      {problem && <Problem says={sentenceOf(problem)} />}
    </div>
  )
}
