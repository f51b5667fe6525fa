'use client'

import { useDeferredValue, useMemo } from 'react'
import { readDefinition, type WrittenDefinition } from '@/lib/xml/read-definition.ts'

/** What is read of a text, when there is time for it: typing goes first. */
export function useReading(text: string): WrittenDefinition {
  const settled = useDeferredValue(text)
  return useMemo(() => readDefinition(settled), [settled])
}
