/** What a text must be, and what to say when it is not. */
export interface TextRule {
  holds: RegExp
  says: string
}

/** Around it no blanks. */
export const domainNameRules: readonly TextRule[] = [
  { holds: /\S/, says: 'A name is needed.' },
  { holds: /^[^\n\0]*$/, says: 'A name is one line.' },
  { holds: /^[^/]*$/, says: 'A name has no “/”.' },
  { holds: /^.{0,255}$/su, says: 'At most 255 characters.' },
]

/** Of a file on a hypervisor's host. */
export const hostPathRules: readonly TextRule[] = [
  { holds: /^\/[^\0]/, says: 'A whole path on the host is needed, from “/” on.' },
  { holds: /[^/]$/, says: 'A file is needed, not a folder.' },
  { holds: /^[^\n\0]{0,4095}$/u, says: 'A path is one line of at most 4095 characters.' },
]

/** Around it no blanks. */
export const destinationRules: readonly TextRule[] = [
  { holds: /\S/, says: 'A destination is needed.' },
  {
    holds: /^[^\s\0]{0,4096}$/u,
    says: 'A destination has no blanks, and at most 4096 characters.',
  },
]

/** The first rule that a text does not keep, as a sentence, or null. */
export const whyNotText = (text: string, rules: readonly TextRule[]): string | null =>
  rules.find(({ holds }) => !holds.test(text))?.says ?? null
