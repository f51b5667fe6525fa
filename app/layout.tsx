import '@fontsource-variable/inter'
import '@fontsource-variable/jetbrains-mono'
import './globals.css'
import type { Metadata, Viewport } from 'next'
import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { readTheme, themeCookie } from '@/lib/preferences.ts'

/** No title: each page has its own, and of two in a document the one that came last may win. */
export const metadata: Metadata = {
  description: 'Every libvirt host you can reach, live in one browser tab.',
}

export const viewport: Viewport = {
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f8fafa' },
    { media: '(prefers-color-scheme: dark)', color: '#0c1216' },
  ],
}

/** The theme is in the first HTML, so that nothing flashes; reading the cookie also makes every page dynamic, as its nonce needs. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = readTheme((await cookies()).get(themeCookie)?.value)
  return (
    <html lang="en" data-theme={theme}>
      <body>{children}</body>
    </html>
  )
}
