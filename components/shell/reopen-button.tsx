'use client'

import { useMutation } from '@tanstack/react-query'
import { RotateCw } from 'lucide-react'
import { useAnswers } from '@/components/data/services.ts'
import { useWhyMayNot } from '@/components/data/use-may.ts'
import { Button } from '@/components/ui/button.tsx'

/** Tries a closed or lost connection again now. */
export function ReopenButton({
  id,
  label,
  small = true,
}: {
  id: string
  label: string
  small?: boolean
}) {
  const reopen = useMutation(useAnswers().connections.reopen.mutationOptions())
  const whyNot = useWhyMayNot('operate', id)
  return (
    <Button
      small={small}
      icon={RotateCw}
      whyNot={reopen.isPending ? 'It is being tried.' : whyNot}
      onClick={() => reopen.mutate({ connection: id })}
    >
      {label}
    </Button>
  )
}
