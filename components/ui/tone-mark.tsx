import type { Tone } from './tone.ts'

const shapes: Record<Tone, string> = {
  run: 'M4 .5a3.5 3.5 0 1 1 0 7a3.5 3.5 0 1 1 0-7z',
  pause: 'M.8.8h6.4v6.4H.8z',
  off: 'M4 1.25a2.75 2.75 0 1 1 0 5.5a2.75 2.75 0 1 1 0-5.500z',
  bad: 'M4 .4L7.9 7.4H.1z',
  save: 'M4 .2L7.800 4L4 7.800L.2 4z',
}

/** The shape of a tone, 8 px, in the colour of the text around it: ● ■ ○ ▲ ◆ */
export const ToneMark = ({ tone }: { tone: Tone }) => (
  <svg viewBox="0 0 8 8" className="size-2 shrink-0" aria-hidden="true">
    <path
      d={shapes[tone]}
      fill={tone === 'off' ? 'none' : 'currentColor'}
      stroke={tone === 'off' ? 'currentColor' : 'none'}
      strokeWidth="1.5"
    />
  </svg>
)
