/** Browsers pretend to be each other: the most particular name comes first. */
const browsers: readonly [RegExp, string][] = [
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/\bChromium\//, 'Chromium'],
  [/\b(?:Headless)?Chrome\/|\bCriOS\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
  [/^curl\//, 'curl'],
]

const systems: readonly [RegExp, string][] = [
  [/\bAndroid\b/, 'Android'],
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
]

const firstIn = (agent: string, rows: readonly [RegExp, string][]) =>
  rows.find(([pattern]) => pattern.test(agent))?.[1]

/** A User-Agent header as a person would say it: "Firefox on Linux"; the header itself when it says neither. */
export function agentWords(agent: string): string {
  const words = [firstIn(agent, browsers), firstIn(agent, systems)].filter(Boolean)
  return words.join(' on ') || agent || 'Unknown program'
}
