import { useRouter } from 'next/navigation'
import type { Listed } from '@/lib/client/list/listed.ts'
import { isActive } from '@/lib/libvirt/domain-state.ts'
import { paths } from '@/lib/paths.ts'
import { useShortcut, useShortcutOnList } from '@/components/shell/shortcuts.tsx'

/** How a row is opened: its machine, or the console of one that runs. `active`: the row that the keyboard stands on. */
export function useOpening(
  rowsOf: (keys: Iterable<string>) => readonly Listed[],
  active: string | null,
) {
  const router = useRouter()
  const go = (key: string, pathOf: (row: Listed) => string) => {
    const [row] = rowsOf([key])
    if (row) router.push(pathOf(row))
  }
  const machine = ({ connection, domain }: Listed) => paths.domain(connection.row.id, domain.uuid)
  const console = ({ connection, domain }: Listed) =>
    paths.domainConsole(connection.row.id, domain.uuid)

  useShortcut({ key: 'c', says: 'Open the console of the selected machine' }, () => {
    if (active !== null) go(active, console)
  })
  useShortcutOnList({ key: 'Enter', says: 'Open the selected machine' })
  useShortcutOnList({ key: 'Double click', says: 'Open the console of a machine that runs' })
  return {
    go: router.push,
    open: (key: string) => go(key, machine),
    openTwice: (key: string) =>
      go(key, (row) => (isActive(row.domain.state) ? console(row) : machine(row))),
  }
}
