import { personOf } from '../context.ts'
import type { Endpoints } from '../endpoints.ts'
import type { Services } from '../services.ts'

export const questions = ({ questions: rows }: Endpoints, { questions }: Services) => ({
  answer: rows.answer.handler(({ context, input }) => {
    questions.answer(personOf(context), input.question, input.answer)
    return {}
  }),
})
