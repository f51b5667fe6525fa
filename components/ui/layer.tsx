'use client'

import { createContext, useContext } from 'react'

/**
 * Where what floats is put into the document: inside the page's main landmark, or inside the dialog it belongs to, so
 * that it is neither outside every landmark nor hidden together with what lies under a dialog. null: the body.
 */
export const LayerContext = createContext<HTMLElement | null>(null)

export const useLayer = (): HTMLElement | null => useContext(LayerContext)
