import { listAt, type Sexpr } from './sexpr.ts'

/** What a domain runs: `(image (hvm …))` or `(image (linux …))`. One with a bootloader alone is paravirtual too. */
export interface Image {
  hvm: boolean
  /** The list to look its settings up in. */
  settings: Sexpr
}

export function imageOf(domain: Sexpr): Image {
  const [settings = []] = listAt(domain, 'image')
  return { hvm: settings[0] === 'hvm', settings }
}

/** The host's own domain, which nobody defined. */
export const isHostDomain = (id: number | null): boolean => id === 0
