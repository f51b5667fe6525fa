'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { FlaskConical, type LucideIcon, Network, Server, Theater } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { paths } from '@/lib/paths.ts'
import { useAnswers } from '@/components/data/services.ts'
import { useMay } from '@/components/data/use-may.ts'
import { useWho } from '@/components/data/use-who.ts'
import { classes } from '@/components/ui/classes.ts'
import { EmptyState } from '@/components/ui/empty-state.tsx'
import { Icon } from '@/components/ui/icon.tsx'

function Way({
  icon,
  label,
  says,
  main = false,
  onPress,
}: {
  icon: LucideIcon
  label: string
  says: string
  main?: boolean
  onPress: () => void
}) {
  return (
    <li>
      <button
        type="button"
        onClick={onPress}
        className="surface grid w-full grid-cols-[auto_1fr] items-start gap-x-3 px-3.5 py-3 text-left transition-colors hover:border-line-strong hover:bg-hover"
      >
        <Icon
          of={icon}
          size={20}
          className={classes('mt-0.5', main ? 'text-accent' : 'text-muted')}
        />
        <span className="font-strong">{label}</span>
        <span className="col-start-2 text-muted">{says}</span>
      </button>
    </li>
  )
}

/** Nothing is connected yet: four ways to begin. */
export function EmptyProduct() {
  const router = useRouter()
  const who = useWho()
  const may = useMay('administer')
  const answers = useAnswers()
  const surroundings = useQuery(
    answers.connections.surroundings.queryOptions({ enabled: may, staleTime: 60_000 }),
  )
  const open = useMutation(answers.connections.open.mutationOptions())
  const begin = (uri: string) => () =>
    open.mutate({ uri, readOnly: false, autoconnect: true, name: null })
  const showcase = surroundings.data?.showcase

  if (who !== null && !may) {
    return (
      <EmptyState
        icon={Server}
        title="No host is connected"
        says="An administrator connects hosts and says who may see them. What you may see will appear here by itself."
      />
    )
  }
  return (
    <div className="mx-auto grid w-full max-w-160 gap-4 px-4 py-12">
      <div>
        <h2 className="text-title font-heavy">Where are your virtual machines?</h2>
        <p className="text-muted">
          Oirase shows every libvirt host you can reach, live. Nothing is changed by connecting.
        </p>
      </div>
      <ul className="grid gap-2">
        <Way
          main
          icon={FlaskConical}
          label="Try the built-in test host"
          says="One make-believe machine, no libvirt needed. Press everything."
          onPress={begin('test:///default')}
        />
        {showcase !== undefined && (
          <Way
            icon={Theater}
            label="Try the showcase"
            says="A make-believe host with some thirty machines of all shapes and states."
            onPress={begin(showcase)}
          />
        )}
        <Way
          icon={Server}
          label="This machine"
          says="The virtual machines of the computer that Oirase runs on: qemu:///system."
          onPress={begin('qemu:///system')}
        />
        <Way
          icon={Network}
          label="A remote host"
          says="Over SSH, TLS or TCP; any hypervisor that libvirt knows."
          onPress={() => router.push(paths.connect())}
        />
      </ul>
    </div>
  )
}
