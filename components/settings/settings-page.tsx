'use client'

import { PageHeader } from '@/components/shell/page-header.tsx'
import { AppearanceCard } from './appearance-card.tsx'
import { PasswordCard } from './password-card.tsx'
import { SessionsCard } from './sessions-card.tsx'

/** What is one's own: how the product looks, the password, the places one is signed in at. */
export function SettingsPage() {
  return (
    <>
      <PageHeader title="Settings" />
      <div className="grid w-full max-w-180 content-start gap-3.5 p-4.5 max-desk:p-2.5">
        <AppearanceCard />
        <PasswordCard />
        <SessionsCard />
      </div>
    </>
  )
}
