import { type Keyboard, keyboards } from '@/lib/client/keyboards.ts'
import { useStored } from '@/components/data/use-stored.ts'

const readKeyboard = (stored: unknown): Keyboard =>
  keyboards.find((keyboard) => keyboard === stored) ?? 'us'

/** The keyboard that guests are set to, as this person says. */
export const useKeyboard = () => useStored('oirase-keyboard', readKeyboard)
