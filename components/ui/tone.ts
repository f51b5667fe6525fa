/** The tones of a state. Each is a colour, a shape and (beside it) a word: nothing depends on colour alone. */
export type Tone = 'run' | 'pause' | 'off' | 'bad' | 'save'

export const toneText: Record<Tone, string> = {
  run: 'text-run',
  pause: 'text-pause',
  off: 'text-off',
  bad: 'text-bad',
  save: 'text-save',
}

export const toneSoft: Record<Tone, string> = {
  run: 'bg-run-soft',
  pause: 'bg-pause-soft',
  off: 'bg-off-soft',
  bad: 'bg-bad-soft',
  save: 'bg-save-soft',
}
