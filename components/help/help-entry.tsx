import { PencilLine } from 'lucide-react'
import type { HelpEntry as Entry, HelpFact } from '@/lib/client/help/entry.ts'
import { paths } from '@/lib/paths.ts'
import { AdviceList } from '@/components/ui/advice-list.tsx'
import { ButtonLink } from '@/components/ui/button.tsx'
import { classes } from '@/components/ui/classes.ts'
import { CopyText } from '@/components/ui/copy-button.tsx'

const Figures = ({ facts }: { facts: readonly HelpFact[] }) => (
  <dl className="flex flex-wrap gap-x-5 gap-y-0.5 text-small">
    {facts.map(({ name, value }) => (
      <div key={name} className="min-w-0">
        <dt className="inline text-muted">{name}: </dt>
        <dd className="inline">{value}</dd>
      </div>
    ))}
  </dl>
)

const Example = ({ uri }: { uri: string }) => (
  <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
    <CopyText text={uri} className="min-w-0" />
    <ButtonLink small icon={PencilLine} href={paths.connect(uri)} aria-label={`Fill in ${uri}`}>
      Fill in
    </ButtonLink>
  </div>
)

/** One paragraph, with an address of its own that a link can lead to. */
export const HelpEntry = ({
  entry: { anchor, name, code, says, facts, advice, example },
}: {
  entry: Entry
}) => (
  <li
    id={anchor}
    className="grid scroll-mt-14 grid-cols-[minmax(0,1fr)] gap-x-4 gap-y-1 border-t border-line px-3.5 py-2.5 target:bg-accent-soft desk:grid-cols-[13rem_minmax(0,1fr)]"
  >
    <h3 className={classes('min-w-0 font-strong wrap-anywhere', code && 'mono')}>
      <a href={`#${anchor}`} className="rounded-sm hover:text-accent hover:underline">
        {name}
      </a>
    </h3>
    <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-1.5">
      <p>{says}</p>
      {facts.length > 0 && <Figures facts={facts} />}
      {advice.length > 0 && <AdviceList advice={advice} />}
      {example !== null && <Example uri={example} />}
    </div>
  </li>
)
