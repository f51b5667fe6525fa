import { Failure } from '../../lib/failure.ts'
import type { Question } from '../../lib/libvirt/question.ts'
import { clip } from './bounded.ts'

const nameLength = 1_024
const textLength = 4_096
/** As many as an answer may have values. */
const mostFields = 16

/** What a host asks goes to a browser: it may ask nonsense, but not megabytes of it. Throws host.not-libvirt for more fields than anybody fills in. */
export function boundedQuestion(question: Question): Question {
  if (question.kind === 'host-key') {
    const { host, keyType, fingerprint, randomart } = question
    return {
      ...question,
      host: clip(host, nameLength),
      keyType: clip(keyType, nameLength),
      fingerprint: clip(fingerprint, nameLength),
      randomart: clip(randomart, textLength),
    }
  }
  const { subject, reason, instruction, fields } = question
  if (fields.length > mostFields) {
    throw new Failure('host.not-libvirt', `It asks ${fields.length} things at once.`)
  }
  return {
    ...question,
    subject: clip(subject, nameLength),
    reason: reason === null ? null : clip(reason, textLength),
    instruction: instruction === null ? null : clip(instruction, textLength),
    fields: fields.map(({ label, secret, value }) => ({
      label: clip(label, nameLength),
      secret,
      value: clip(value, nameLength),
    })),
  }
}
