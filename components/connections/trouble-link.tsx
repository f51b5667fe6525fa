import { paths } from '@/lib/paths.ts'

/** The help's paragraph on a known trouble, beside what is being tried: in a tab of its own. */
export const TroubleLink = ({ trouble }: { trouble: string }) => (
  <a
    href={paths.help(`trouble-${trouble}`)}
    target="_blank"
    rel="noopener"
    className="rounded-sm text-accent hover:underline"
  >
    More on this in the help
  </a>
)
