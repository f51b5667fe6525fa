import type { XmlElement } from '../element.ts'
import { readXml, XmlError } from '../read.ts'

/** A device's XML as a person wrote it; `line` and `column` count from 1. */
export type WrittenDevice =
  | { ok: true; device: XmlElement }
  | { ok: false; line: number; column: number; why: string }

const refuse = (why: string, line = 1, column = 1): WrittenDevice => ({
  ok: false,
  line,
  column,
  why,
})

/** Reads the XML of one device. What a host makes of it, only the host knows. */
export function readDevice(text: string): WrittenDevice {
  if (text.trim() === '') return refuse('The XML of a device is needed.')
  try {
    const { root } = readXml(text)
    if (root.name === 'domain' || root.name === 'devices') {
      return refuse(`One device is needed, not a whole <${root.name}>.`)
    }
    return { ok: true, device: root }
  } catch (cause) {
    if (!(cause instanceof XmlError)) throw cause
    return refuse(`It is not XML: ${cause.message}.`, cause.line, cause.column + 1)
  }
}
