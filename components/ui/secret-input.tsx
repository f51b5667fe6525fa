'use client'

import { Eye, EyeOff } from 'lucide-react'
import { type ComponentProps, useState } from 'react'
import { IconButton } from './icon-button.tsx'
import { Input } from './input.tsx'

/** A line that is not shown while it is typed, unless whoever types it asks. */
export function SecretInput(props: Omit<ComponentProps<typeof Input>, 'type' | 'code'>) {
  const [shown, setShown] = useState(false)
  return (
    <div className="flex gap-1">
      <Input
        {...props}
        type={shown ? 'text' : 'password'}
        code={shown}
        spellCheck={false}
        autoCapitalize="off"
        // a password for a host is not one for this page: password keepers leave it alone
        data-1p-ignore=""
        data-lpignore="true"
      />
      <IconButton
        label={shown ? 'Hide what is typed' : 'Show what is typed'}
        icon={shown ? EyeOff : Eye}
        aria-pressed={shown}
        onClick={() => setShown(!shown)}
      />
    </div>
  )
}
