'use client'

import { useDomain } from '@/components/data/use-domains.ts'

/** The heading of a console's own window: for whoever hears the page, since its bar shows the name. */
export const WindowTitle = ({ connection, uuid }: { connection: string; uuid: string }) => (
  <h1 className="sr-only">{useDomain(connection, uuid)?.name ?? 'Console'}</h1>
)
