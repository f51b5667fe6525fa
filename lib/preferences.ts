/** How the page looks for a person: kept in cookies, so that the first HTML already looks right. No secret is in them. */
export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

export const themeCookie = 'theme'
export const railCookie = 'rail'

export const readTheme = (value: string | undefined): Theme =>
  themes.find((theme) => theme === value) ?? 'system'

/** Whether the rail shows icons only. */
export const readRail = (value: string | undefined): boolean => value === 'icons'

/** A year, for this site only. */
export const preferenceCookie = (name: string, value: string): string =>
  `${name}=${value}; Path=/; Max-Age=31536000; SameSite=Strict`
