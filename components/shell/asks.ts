import type { Answer, QuestionRow } from '@/lib/contract/opening.ts'

/** What the dialog of each kind of question is given. */
export interface Asks {
  row: QuestionRow
  answer: (answer: Answer) => void
  cancel: () => void
  /** Why no button can be pressed now; null: they can. */
  whyNot: string | null
}
